import type { Command } from 'commander';
import { OperatorError } from '../modules/operations/operatorError.ts';
import { replayAnnouncing } from '../modules/operations/replay/announcing.ts';
import { replayDigests } from '../modules/operations/replay/digests.ts';
import { replayFeeds } from '../modules/operations/replay/feeds.ts';
import type { Replay } from '../modules/operations/replay/replay.ts';
import { replayWebhooks } from '../modules/operations/replay/webhooks.ts';
import { recoverableDays } from '../modules/webhooks/delivery.ts';
import type { Instant } from '../platform/values/time.ts';
import { parseSince } from './arguments.ts';
import type { Run } from './run.ts';

/** The channels that can be replayed, and how each tells a repeat. */
const channels: Readonly<Record<string, { readonly replay: Replay; readonly what: string; readonly repeats: string }>> =
  {
    webhooks: { replay: replayWebhooks, what: 'deliveries', repeats: 'A repeat has the webhook-id of the first.' },
    announcing: {
      replay: replayAnnouncing,
      what: 'announcements',
      repeats: 'They have their own ids: only who lacks one hears of it.',
    },
    feeds: { replay: replayFeeds, what: 'articles', repeats: 'Their places in the feeds are written as they are.' },
    digests: {
      replay: replayDigests,
      what: "readers' digests",
      repeats: 'They tell what the refused ones would have told, and what came since.',
    },
  };

/** `caravan replay <channel> --since <time>` */
export function replayCommand(program: Command, run: Run): void {
  program
    .command('replay <channel>')
    .description(`redeliver what a channel should have sent: ${Object.keys(channels).join(', ')}`)
    .requiredOption(
      '--since <time>',
      `with its zone, or how long ago: 2026-12-01T09:00+05:00, 24h, 7d; at most ${recoverableDays} days back`,
      parseSince,
    )
    .option('--endpoint <id>', 'webhooks: only this endpoint')
    .option('--again', 'webhooks: also deliveries that arrived', false)
    .option('--dry-run', 'only count', false)
    .addHelpText('after', '\nExample:\n  caravan replay webhooks --since 24h --dry-run')
    .action(
      (
        name: string,
        { since, endpoint, again, dryRun }: { since: Instant; endpoint?: string; again: boolean; dryRun: boolean },
      ) =>
        run(async (deployment, output) => {
          const channel = channels[name];
          if (!channel)
            throw new OperatorError(`There is no channel ${name} to replay: ${Object.keys(channels).join(', ')}.`);
          if (name !== 'webhooks' && (endpoint !== undefined || again))
            throw new OperatorError(`--endpoint and --again are for webhooks; ${name} knows neither.`);
          const { asked, left, leftBecause } = await channel.replay(deployment, {
            since,
            dryRun,
            again,
            ...(endpoint !== undefined && { endpoint }),
          });
          output.change(
            deployment,
            { channel: name, since, dryRun, asked, left },
            () =>
              `${asked} ${channel.what} since ${since} ` +
              `${dryRun ? 'would be carried once more' : 'are carried once more'}${left > 0 ? `; ${left} ${leftBecause}` : ''}. ` +
              `${channel.repeats}`,
          );
        }),
    );
}
