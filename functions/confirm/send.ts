import type { Letter, Posted } from '../shared/aws/mailer.ts';
import { shutUntil } from '../shared/domain/pace.ts';
import type { Confirming, Outcome } from './confirmOne.ts';

/** Somebody waits before the screen: behind digests that fill more time than this, the mail does not queue. Its place is counted all the same. */
const mostPatienceMs = 2_000;
const busyPauseMs = 1_000;
/** Room for one more try. */
const neededMs = 13_000;

/** Sends a mail at the pace that all who send keep together. */
export async function send(letter: Letter, parts: Pick<Confirming, 'mailer' | 'pace' | 'now' | 'sleep' | 'remainingMs'>): Promise<Outcome> {
  const { pace, now, sleep } = parts;
  const place = await pace.reserve(1, now);
  if ('reason' in place) return { what: 'put off', reason: place.reason, notBeforeMs: place.waitUntilMs };
  const waitMs = place.startAtMs - now().getTime();
  if (waitMs > 0 && waitMs <= mostPatienceMs) await sleep(waitMs);
  const posted = await post(letter, parts);
  if (posted.what === 'taken' || posted.what === 'unknown') return posted;
  const until = shutUntil(posted.what, now());
  await pace.settle({ unused: 1, shut: until && { until, reason: posted.reason } });
  return { ...posted, ...(until && { notBeforeMs: until.getTime() }) };
}

/** Too many a second: SES took nothing, and there is room a second later. */
async function post(letter: Letter, { mailer, sleep, remainingMs }: Parameters<typeof send>[1]): Promise<Posted> {
  for (;;) {
    const posted = await mailer.post(letter);
    if (posted.what !== 'busy' || remainingMs() < neededMs) return posted;
    await sleep(busyPauseMs);
  }
}
