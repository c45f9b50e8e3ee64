import { OperatorError } from '../operatorError.ts';
import { replayAnnouncing } from './announcing.ts';
import { replayDigests } from './digests.ts';
import { replayFeeds } from './feeds.ts';
import type { Replay, Replayed, ReplayRequest } from './replay.ts';
import { replayWebhooks } from './webhooks.ts';

interface ReplayedChannel {
  readonly replay: Replay;
  readonly what: string;
  /** How its readers tell a repeat. */
  readonly repeats: string;
}

const channels: Readonly<Record<string, ReplayedChannel>> = {
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

export const replayableNames = Object.keys(channels);

/** @throws OperatorError that lists the names there are */
export function replayable(name: string): ReplayedChannel {
  const channel = Object.hasOwn(channels, name) ? channels[name] : undefined;
  if (!channel) throw new OperatorError(`There is no channel ${name} to replay: ${replayableNames.join(', ')}.`);
  return channel;
}

/** What came of a replay, for people. */
export const replayedWords = (
  { what, repeats }: ReplayedChannel,
  { since, dryRun }: Pick<ReplayRequest, 'since' | 'dryRun'>,
  { asked, left, leftBecause }: Replayed,
): string =>
  `${asked} ${what} since ${since} ` +
  `${dryRun ? 'would be carried once more' : 'are carried once more'}${left > 0 ? `; ${left} ${leftBecause}` : ''}. ` +
  repeats;
