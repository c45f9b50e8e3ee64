import { FetchError } from '../../../platform/http/addressGuard.ts';
import { UnreadableFeed } from '../../feed-reading/feedDocument.ts';
import type { Instant } from '../../../platform/values/time.ts';
import type { OutcomeKind } from '../source.ts';
import type { StoredArticles } from './storeArticles.ts';

/** The outcome of a poll, and what an operator should know and do about it. */
export interface PollOutcome {
  readonly kind: OutcomeKind;
  readonly words: string;
}

/**
 * The meaning of an HTTP status for a poll (RFC 9110, section 15).
 * @param retryAfterSeconds what `Retry-After` asks for, if anything
 * @returns undefined for 200, whose document tells
 */
export function outcomeOfStatus(status: number, retryAfterSeconds?: number): PollOutcome | undefined {
  if (status === 200) return undefined;
  if (status === 304) return { kind: 'not-modified', words: 'Nothing has changed since the last poll (304).' };
  if (status === 429 || status === 503) {
    const wait = retryAfterSeconds === undefined ? 'later, without saying when' : `in ${duration(retryAfterSeconds)}`;
    return {
      kind: 'retry-later',
      words: `The publisher asks to come back ${wait} (${status}). Nothing to do: it is obeyed.`,
    };
  }
  if (status === 404)
    return {
      kind: 'not-found',
      words: 'There is no feed at this address (404). Check the address on the publisher’s site.',
    };
  if (status === 410)
    return {
      kind: 'gone',
      words:
        'The publisher has taken the feed down for good (410). Polling has stopped; resume the source if it returns.',
    };
  if (status === 401 || status === 403)
    return {
      kind: 'http-error',
      words: `The publisher refuses us (${status}). Ask for access, or whether our User-Agent or addresses are blocked.`,
    };
  if (status >= 500)
    return { kind: 'http-error', words: `The publisher’s server failed (${status}). Nothing to do unless it lasts.` };
  return {
    kind: 'http-error',
    words: `The publisher answered with status ${status} instead of a feed. Check the address.`,
  };
}

/** The outcome of being put off for longer than any pause of a server's lasts: it counts as a failure. */
export const outcomeOfLongWait = (status: number, since: Instant): PollOutcome => ({
  kind: 'retry-later',
  words: `The publisher has put us off at every poll since ${since} (${status}). Ask it whether it refuses us.`,
});

/**
 * The outcome of a page that is shown to programs in place of the feed.
 * @param wall the product, as `wallOf` names it
 */
export const outcomeOfWall = (status: number, wall: string): PollOutcome => ({
  kind: status === 200 ? 'not-a-feed' : 'http-error',
  words:
    `A bot wall (${wall}) answers in place of the feed (${status}). Ask the publisher to let our User-Agent or ` +
    'addresses through to its feed, or for another address.',
});

/**
 * The meaning of an error for a poll.
 * @throws the error itself where it is none of the publisher's
 */
export function outcomeOfError(error: unknown): PollOutcome {
  if (error instanceof FetchError || error instanceof UnreadableFeed) return { kind: error.kind, words: error.message };
  throw error;
}

/** The outcome of a document that was read. */
export function outcomeOfDocument(read: Counts): PollOutcome {
  const { items, quiet, held, onHold, blocked } = read;
  const news = newsIn(read);
  const unnoticed = [
    ...(onHold > 0 ? [`${onHold} wait for an editor`] : []),
    ...(blocked > 0 ? [`${blocked} are not taken in, by the block list`] : []),
    ...(quiet > 0 ? [`${quiet} changed in nothing that readers notice`] : []),
    ...(held > 0 ? [`${held} corrections wait, as their stories are rewritten at each poll`] : []),
  ];
  const told = news === 0 ? 'none is new' : `${news} new or changed`;
  return {
    kind: news === 0 ? 'unchanged' : 'new',
    words: `Read ${items} items; ${[told, ...unnoticed].join('; ')}.`,
  };
}

type Counts = Pick<
  StoredArticles,
  'items' | 'created' | 'revised' | 'withdrawn' | 'quiet' | 'held' | 'onHold' | 'blocked'
>;

/** How much a document brought: also what waits for an editor is news of its publisher's. */
export const newsIn = ({
  created,
  revised,
  withdrawn,
  onHold,
}: Pick<StoredArticles, 'created' | 'revised' | 'withdrawn' | 'onHold'>): number =>
  created + revised + withdrawn + onHold;

/** The outcome of a document that was not read. */
export const sameDocument: PollOutcome = {
  kind: 'unchanged',
  words: 'The document is the same as the last one, byte for byte.',
};

function duration(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  return seconds < 7_200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3_600)} h`;
}
