import { chunks } from '../../../platform/dynamodb/batches.ts';
import { settledBy } from '../../../platform/runtime/queueHandler.ts';
import type { Settled } from '../../../platform/runtime/queueHandler.ts';
import { epochSeconds } from '../../../platform/values/time.ts';
import { shutUntil } from '../../mail/sendRate.ts';
import { mostTogether } from '../../mail/sharedMail.ts';
import type { SendRateTable } from '../../mail/sendRateTable.ts';
import { calendarIn } from '../../subscribers/preferences.ts';
import type { Subscriber } from '../../subscribers/subscriber.ts';
import type { MadeIssue } from '../content/maker.ts';
import type { Rendering } from '../content/digestContent.ts';
import { recordedOf } from '../content/recorded.ts';
import type { DigestOutcome, DigestResult, DigestToSend, PrepareServices } from './prepare.ts';
import { sendTogether } from './sendTogether.ts';
import type { ReadyDigest, SendServices } from './sendTogether.ts';

export interface PaceServices extends PrepareServices, SendServices {
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

/** Sends at the pace that all workers keep together: who shares a rendering, in one call. */
export async function sendAtPace(
  work: readonly DigestToSend[],
  services: PaceServices,
): Promise<Settled<DigestResult>[]> {
  const { pace, now, sleep, subscribers } = services;
  const allPutOff = (reason: string) => work.map(() => ({ outcome: { kind: 'put off' as const, reason } }));
  const place = await pace.reserve(work.length, now);
  if ('reason' in place) return allPutOff(place.reason);
  const waitMs = place.startAtMs - now().getTime();
  if (waitMs + work.length * place.eachMs > services.remainingMs() - neededMs)
    return allPutOff('Too many others go first.');
  await noteIssues(
    work.map(({ issue }) => issue),
    services,
  );
  await sleep(Math.max(0, waitMs));
  // A reader who left while this was on its way, or waited, gets no more: rows are read again right before.
  const readers = await subscribers.getMany(work.map(({ reader }) => reader.id));
  const nameOf = ({ issue, reader }: DigestToSend) =>
    `${issue.key} ${Object.values(renderingFor(reader, now())).join(' ')}`;
  const turns = [...Map.groupBy(work, nameOf).values()].flatMap((alike) => chunks(alike, mostTogether(place.eachMs)));
  const settled = new Map<DigestToSend, Settled<DigestResult>>();
  let before = 0;
  await Promise.all(
    turns.map(async (some) => {
      const afterMs = before * place.eachMs;
      before += some.length;
      await sleep(afterMs);
      const all = await settledBy(async () => {
        const rows = afterMs > staleMs ? await subscribers.getMany(some.map(({ reader }) => reader.id)) : readers;
        return sendTurn(some, rows, services);
      });
      for (const [index, one] of some.entries()) settled.set(one, 'error' in all ? all : all.outcome[index]!);
    }),
  );
  const inOrder = work.map((one) => settled.get(one)!);
  await settlePlaces(inOrder, services);
  return inOrder;
}

/** Sends what its readers still want, each as they want it now. */
async function sendTurn(
  some: readonly DigestToSend[],
  rows: ReadonlyMap<string, Subscriber>,
  services: PaceServices,
): Promise<Settled<DigestResult>[]> {
  const settled = some.map((): Settled<DigestResult> => ({ outcome: { kind: 'dropped' } }));
  const wanted = some.flatMap((one, index) => {
    const reader = rows.get(one.reader.id);
    return reader?.status === 'active' && reader.dueAt === one.message.dueAt ? [{ one, index, reader }] : [];
  });
  const { maker, now } = services;
  const alike = Map.groupBy(wanted, ({ one, reader }) => maker.rendered(one.issue, renderingFor(reader, now())));
  await Promise.all(
    [...alike].map(async ([rendered, these]) => {
      const sent = await sendTogether(
        rendered,
        these.map(({ one, reader }) => readyOf(one, reader)),
        services,
      );
      for (const [place, { one, index }] of these.entries()) {
        const what = sent[place]!;
        settled[index] = 'error' in what ? what : { outcome: { ...what.outcome, cut: one.issue.cut } };
      }
    }),
  );
  return settled;
}

const renderingFor = ({ preferences: { language, cadence } }: Subscriber, now: Date): Rendering => ({
  language,
  ...calendarIn(cadence.zone, now),
});

const readyOf = ({ message, row, window, issue }: DigestToSend, reader: Subscriber): ReadyDigest => ({
  reader,
  before: row,
  digest: {
    subscriberId: reader.id,
    dueAt: message.dueAt,
    since: window.since,
    until: window.until,
    stories: issue.articles.length,
    toldAhead: issue.toldAhead,
    issue: issue.key,
  },
});

/** Writes down which stories an issue has, once a worker. */
async function noteIssues(issues: readonly MadeIssue[], { digests, noted, now }: PaceServices): Promise<void> {
  const unknown = [...new Set(issues)].filter((issue) => !noted.has(issue));
  await Promise.all(unknown.map((issue) => digests.putIssue(issue.key, recordedOf(issue), epochSeconds(now()))));
  for (const issue of unknown) noted.add(issue);
}

/**
 * A mail that SES may have taken has used its place; all other places are given back. Where SES is shut, nobody needs
 * to ask it for a while.
 */
async function settlePlaces(settled: readonly Settled<DigestResult>[], { pace, now }: PaceServices): Promise<void> {
  const outcomes = settled.flatMap((one) => ('outcome' in one ? [one.outcome] : []));
  // what failed here may have been sent
  const unused = outcomes.filter(({ kind }) => !used.includes(kind)).length;
  const shut = outcomes
    .map(({ kind, reason }) => ({ until: shutUntil(kind, now()), reason: reason ?? kind }))
    .find(({ until }) => until !== undefined);
  await pace.settle({ unused, shut: shut?.until && { until: shut.until, reason: shut.reason } });
}
