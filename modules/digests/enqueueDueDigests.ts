import type { DigestsQueue } from './digestsQueue.ts';
import type { SendRateTable } from '../mail/sendRateTable.ts';
import type { SubscribersTable } from '../subscribers/subscribersTable.ts';
import { quotaLeft } from '../mail/sendRate.ts';
import type { SendLimits } from '../mail/sendRate.ts';
import { epochSeconds } from '../../platform/values/time.ts';
import type { DigestCutoff } from './digestCutoff.ts';

/** What waits longer than this in the queue would be asked for twice: SQS knows a message again for five minutes. */
const queueSeconds = 240;

/**
 * Asks for the digests that have been due longest, as many as can be sent in the next minutes; the rest waits in the
 * index, in order. Nothing is written: a digest stays due until its reader's row says that it is done.
 * @returns how many were asked for, and whether the day's mails, or SES itself, leave none for what is due
 */
export async function askDue(
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
  await queue.ask(due.map((digest) => ({ ...digest, until })));
  return { asked: due.length, noPlace: false };
}
