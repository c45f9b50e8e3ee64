import type { Command } from 'commander';
import { OperatorError } from '../modules/operations/operatorError.ts';
import { replayable, replayableNames, replayedWords } from '../modules/operations/replay/channels.ts';
import { recoverableDays } from '../modules/webhooks/delivery.ts';
import type { Instant } from '../platform/values/time.ts';
import { parseSince } from './arguments.ts';
import type { Run } from './run.ts';

/** `caravan replay <channel> --since <time>` */
export function replayCommand(program: Command, run: Run): void {
  program
    .command('replay <channel>')
    .description(`redeliver what a channel should have sent: ${replayableNames.join(', ')}`)
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
          const channel = replayable(name);
          if (name !== 'webhooks' && (endpoint !== undefined || again))
            throw new OperatorError(`--endpoint and --again are for webhooks; ${name} knows neither.`);
          const { asked, left, leftBecause } = await channel.replay(deployment, {
            since,
            dryRun,
            again,
            ...(endpoint !== undefined && { endpoint }),
          });
          output.change(deployment, { channel: name, since, dryRun, asked, left }, () =>
            replayedWords(channel, { since, dryRun }, { asked, left, leftBecause }),
          );
        }),
    );
}
