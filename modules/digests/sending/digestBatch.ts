import type { SendRateTable } from '../../mail/sendRateTable.ts';
import type { MadeIssue } from '../content/maker.ts';
import { shutUntil } from '../../mail/sendRate.ts';
import { dateIn } from '../../subscribers/digestSchedule.ts';
import type { Subscriber } from '../../subscribers/subscriber.ts';
import { epochSeconds } from '../../../platform/values/time.ts';
import type { DigestMessage } from '../digestMessage.ts';
import { digestMailOf } from './digestMail.ts';
import type { DigestSender } from './digestMail.ts';
import type { DigestOutcome, SettledDigest } from './outcome.ts';
import { prepare, digestStandingsOf } from './prepare.ts';
import type { Preparing, Work } from './prepare.ts';
import { sendOne } from './sendOne.ts';
import type { Sending } from './sendOne.ts';

export interface Digesting extends Preparing, Sending, DigestSender {
  readonly pace: SendRateTable;
  /** Issues whose stories stand in the ledger. */
  readonly noted: WeakSet<MadeIssue>;
  readonly remainingMs: () => number;
}

/** After these a mail is, or may be, on its way. */
const used: readonly DigestOutcome[] = ['taken', 'unknown'];
/** Room for claiming, posting and recording one batch. */
const neededMs = 25_000;
/** A reader's row that was read longer ago than this is read again: they may have left. */
const staleMs = 1_000;

/**
 * Works off a batch of digests: what is already done is finished, what has no story is passed over, and the rest goes
 * out at the pace that all workers keep together.
 * @returns what became of each message; an error brings it back
 */
export async function digestBatch(messages: readonly DigestMessage[], parts: Digesting): Promise<SettledDigest[]> {
  const { maker, now } = parts;
  const standings = await digestStandingsOf(messages, parts);
  await maker.refresh(Math.min(...messages.map(({ until }) => until)), now());
  const prepared = await Promise.all(
    standings.map((standing) => prepare(standing, parts).catch((error: unknown) => ({ error }))),
  );
  const work = prepared.filter((one) => 'issue' in one);
  const sent = work.length > 0 ? await sendAtPace(work, parts) : [];
  return prepared.map((one) => ('issue' in one ? sent[work.indexOf(one)]! : one));
}

async function sendAtPace(work: readonly Work[], parts: Digesting): Promise<SettledDigest[]> {
  const { pace, now, sleep, subscribers } = parts;
  const place = await pace.reserve(work.length, now);
  if ('reason' in place) return work.map(() => ({ outcome: 'put off', reason: place.reason }));
  const waitMs = place.startAtMs - now().getTime();
  if (waitMs + work.length * place.eachMs > parts.remainingMs() - neededMs)
    return work.map(() => ({ outcome: 'put off', reason: 'Too many others go first.' }));
  await noteIssues(
    work.map(({ issue }) => issue),
    parts,
  );
  await sleep(Math.max(0, waitMs));
  // Whoever left while this was on its way, or while it waited, gets no more: their rows are read again right before.
  const readers = await subscribers.getMany(work.map(({ reader }) => reader.id));
  const settled = await Promise.all(
    work.map(async (one, turn): Promise<SettledDigest> => {
      try {
        await sleep(turn * place.eachMs);
        const reader =
          turn * place.eachMs > staleMs ? await subscribers.get(one.reader.id) : readers.get(one.reader.id);
        return await send(one, reader, parts);
      } catch (error) {
        return { error };
      }
    }),
  );
  await settlePlaces(settled, parts);
  return settled;
}

async function send(
  { message, row, window, issue }: Work,
  reader: Subscriber | undefined,
  parts: Digesting,
): Promise<SettledDigest> {
  const { dueAt } = message;
  if (reader?.status !== 'active' || reader.dueAt !== dueAt) return { outcome: 'dropped' };
  const { language, cadence } = reader.preferences;
  const rendered = parts.maker.rendered(issue, { language, date: dateIn(cadence.zone, parts.now()) });
  const letter = digestMailOf(rendered, reader, dueAt, parts, parts.now());
  const { since, until } = window;
  const digest = {
    subscriberId: reader.id,
    dueAt,
    since,
    until,
    stories: issue.articles.length,
    toldAhead: issue.toldAhead,
    issue: issue.key,
  };
  const { sent, reason } = await sendOne({ subscriber: reader, before: row, digest, letter }, parts);
  return { outcome: sent, reason, cut: issue.cut };
}

/** Writes down which stories an issue has, once a worker. */
async function noteIssues(issues: readonly MadeIssue[], { digests, noted, now }: Digesting): Promise<void> {
  const unknown = [...new Set(issues)].filter((issue) => !noted.has(issue));
  await Promise.all(unknown.map(({ key, articles }) => digests.putIssue(key, articles, epochSeconds(now()))));
  for (const issue of unknown) noted.add(issue);
}

/**
 * What SES may have taken has used its place; all others are given back. Where SES is shut, nobody needs to ask it for
 * a while.
 */
async function settlePlaces(settled: readonly SettledDigest[], { pace, now }: Digesting): Promise<void> {
  const outcomes = settled.flatMap((one) => ('outcome' in one ? [one] : []));
  // what failed here may have been sent
  const unused = outcomes.filter(({ outcome }) => !used.includes(outcome)).length;
  const shut = outcomes
    .map(({ outcome, reason }) => ({ until: shutUntil(outcome, now()), reason: reason ?? outcome }))
    .find(({ until }) => until !== undefined);
  await pace.settle({ unused, shut: shut?.until && { until: shut.until, reason: shut.reason } });
}
