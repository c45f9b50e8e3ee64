import type { DigestsQueue } from './digestsQueue.ts';
import type { SendRateTable } from '../mail/sendRateTable.ts';
import type { DueDigest, SubscribersTable } from '../subscribers/subscribersTable.ts';
import { quotaLeft } from '../mail/sendRate.ts';
import type { SendLimits } from '../mail/sendRate.ts';
import { epochSeconds } from '../../platform/values/time.ts';
import type { ArticleLog } from '../articles/articleLog.ts';
import type { EpochSeconds } from '../../platform/values/time.ts';
import type { Subscriber } from '../subscribers/subscriber.ts';

/**
 * A message that waits longer than this in the queue would be asked for twice: SQS knows a message again for five
 * minutes.
 */
const queueSeconds = 240;

/**
 * Asks for the digests that have been due longest, as many as can be sent in the next minutes; the rest waits in the
 * index, in order. Nothing is written: a digest stays due until its reader's row says that it is done.
 * @returns how many were asked for, and whether the day's mails, or SES itself, leave none for what is due
 */
export async function enqueueDueDigests(
  parts: { subscribers: SubscribersTable; queue: DigestsQueue; pace: SendRateTable; cuts: DigestCutoff },
  limits: SendLimits,
  now: Date,
): Promise<{ asked: number; noPlace: boolean }> {
  const { subscribers, queue, pace, cuts } = parts;
  let places = 0;
  const due = await subscribers.due(epochSeconds(now), async () => {
    places = Math.min(quotaLeft(await pace.now(), limits, now), Math.ceil(limits.perSecond * queueSeconds));
    return Math.max(1, places);
  });
  if (due.length === 0 || places === 0) return { asked: 0, noPlace: due.length > 0 };
  const until = await cuts.after(due.at(-1)!.dueAt, now);
  await queue.ask(due.toSorted(byAlike).map(({ subscriberId, dueAt }) => ({ subscriberId, dueAt, until })));
  return { asked: due.length, noPlace: false };
}

/** Side by side in the queue, readers who may share a mail come to one worker. */
const byAlike = ({ alike: one = '' }: DueDigest, { alike: other = '' }: DueDigest): number =>
  Number(one > other) - Number(one < other);

const sharedForSeconds = 900;

/**
 * Where in the log the digests of a run end. Runs that work off what was due at one time take the same place for a
 * quarter of an hour, so that its readers share one issue, and begin the next at one place too. Another worker's place
 * is as right, and shared less.
 */
export class DigestCutoff {
  private readonly log: ArticleLog;
  private last: { at: EpochSeconds; place: number } | undefined;

  constructor(log: ArticleLog) {
    this.log = log;
  }

  /** @param latestDue the digest of the run that fell due last */
  async after(latestDue: EpochSeconds, now: Date): Promise<number> {
    const at = epochSeconds(now);
    if (this.last === undefined || latestDue >= this.last.at || at - this.last.at > sharedForSeconds)
      this.last = { at, place: await this.log.settledEnd(now) };
    return this.last.place;
  }
}

/**
 * Makes a reader's next digest due now, and asks for it: with whatever was announced up to this moment.
 * @returns the reader's row as it is now; nothing is asked for where it is not active
 */
export async function digestNow(
  id: string,
  { subscribers, log, digestsQueue }: { subscribers: SubscribersTable; log: ArticleLog; digestsQueue: DigestsQueue },
  now: Date,
): Promise<Subscriber | undefined> {
  const at = epochSeconds(now);
  const row = await subscribers.change(id, (before) =>
    before.status === 'active' && (before.dueAt === undefined || before.dueAt > at)
      ? { ...before, dueAt: at }
      : undefined,
  );
  if (row?.status === 'active' && row.dueAt !== undefined)
    await digestsQueue.ask([{ subscriberId: id, dueAt: row.dueAt, until: await log.settledEnd(now) }]);
  return row;
}
