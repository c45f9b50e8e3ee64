import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { measurePromise } from '../../../platform/runtime/measurePromise.ts';
import { promises } from '../../../platform/runtime/promises.ts';
import { settledBy } from '../../../platform/runtime/queueHandler.ts';
import type { QueueWork, Settled } from '../../../platform/runtime/queueHandler.ts';
import { epochSeconds } from '../../../platform/values/time.ts';
import { shutUntil } from '../../mail/sendRate.ts';
import type { SendRateTable } from '../../mail/sendRateTable.ts';
import { calendarIn } from '../../subscribers/preferences.ts';
import type { Subscriber } from '../../subscribers/subscriber.ts';
import type { MadeIssue } from '../content/maker.ts';
import { recordedOf } from '../content/recorded.ts';
import { digestMessageSchema } from '../digestsQueue.ts';
import type { DigestMessage } from '../digestsQueue.ts';
import { digestStandingsOf, prepare } from './prepare.ts';
import type { DigestOutcome, DigestResult, DigestToSend, PrepareServices } from './prepare.ts';
import { digestMailOf, sendOne } from './sendOne.ts';
import type { DigestSender, SendOneServices } from './sendOne.ts';

export interface DigestServices extends PrepareServices, SendOneServices, DigestSender {
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

/** The metric of an outcome; others are not counted. */
const metricOf: Partial<Record<DigestOutcome, string>> = {
  taken: 'DigestsSent',
  empty: 'DigestsEmpty',
  'put off': 'DigestsPutOff',
  busy: 'DigestsPutOff',
  full: 'DigestsPutOff',
  stopped: 'MailStopped',
  refused: 'DigestsRefused',
  unknown: 'DigestsUnheard',
};

/** The digests queue. Logs never say to which address. */
export const digestMessages: QueueWork<DigestMessage, Omit<DigestServices, 'remainingMs'>, DigestResult> = {
  schema: digestMessageSchema,
  batch: async (received, services, settle) => {
    const settled = await digestBatch(
      received.map(({ message }) => message),
      services,
    );
    for (const [index, what] of settled.entries()) await settle(received[index]!, what);
  },
  report: ({ subscriberId, dueAt }, what, { logger, metrics, now }) => {
    if ('error' in what) {
      logger.error('digest failed here', { subscriberId, dueAt, error: what.error });
      return;
    }
    const { kind, reason, cut } = what.outcome;
    const lateSeconds = epochSeconds(now()) - dueAt;
    const level = kind === 'stopped' || kind === 'refused' ? 'error' : 'info';
    logger[level](`digest ${kind}`, { subscriberId, dueAt, lateSeconds, reason, cut });
    const metric = metricOf[kind];
    if (metric !== undefined) metrics.addMetric(metric, MetricUnit.Count, 1);
    if (cut === true) metrics.addMetric('DigestsCut', MetricUnit.Count, 1);
    if (kind === 'taken') measurePromise(metrics, promises.digest, lateSeconds);
  },
};

/**
 * Works off a batch of digests: what is already done is finished, what has no story is passed over, and the rest goes
 * out at the pace that all workers keep together.
 * @returns what became of each message; an error brings it back
 */
export async function digestBatch(
  messages: readonly DigestMessage[],
  services: DigestServices,
): Promise<Settled<DigestResult>[]> {
  const { maker, now } = services;
  const standings = await digestStandingsOf(messages, services);
  await maker.refresh(Math.min(...messages.map(({ until }) => until)), now());
  const prepared = await Promise.all(standings.map((standing) => settledBy(() => prepare(standing, services))));
  const toSend = prepared.flatMap((one) => ('outcome' in one && 'issue' in one.outcome ? [one.outcome] : []));
  const sent = toSend.length > 0 ? await sendAtPace(toSend, services) : [];
  return prepared.map((one) => {
    if ('error' in one) return one;
    const { outcome } = one;
    return 'issue' in outcome ? sent[toSend.indexOf(outcome)]! : { outcome };
  });
}

async function sendAtPace(work: readonly DigestToSend[], services: DigestServices): Promise<Settled<DigestResult>[]> {
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
  const settled = await Promise.all(
    work.map((one, turn) =>
      settledBy(async () => {
        await sleep(turn * place.eachMs);
        const { id } = one.reader;
        return send(one, turn * place.eachMs > staleMs ? await subscribers.get(id) : readers.get(id), services);
      }),
    ),
  );
  await settlePlaces(settled, services);
  return settled;
}

async function send(
  { message, row, window, issue }: DigestToSend,
  reader: Subscriber | undefined,
  services: DigestServices,
): Promise<DigestResult> {
  const { dueAt } = message;
  if (reader?.status !== 'active' || reader.dueAt !== dueAt) return { kind: 'dropped' };
  const { language, cadence } = reader.preferences;
  const rendered = services.maker.rendered(issue, { language, ...calendarIn(cadence.zone, services.now()) });
  const mail = digestMailOf(rendered, reader, dueAt, services, services.now());
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
  const { sent, reason } = await sendOne({ subscriber: reader, before: row, digest, mail }, services);
  return { kind: sent, reason, cut: issue.cut };
}

/** Writes down which stories an issue has, once a worker. */
async function noteIssues(issues: readonly MadeIssue[], { digests, noted, now }: DigestServices): Promise<void> {
  const unknown = [...new Set(issues)].filter((issue) => !noted.has(issue));
  await Promise.all(unknown.map((issue) => digests.putIssue(issue.key, recordedOf(issue), epochSeconds(now()))));
  for (const issue of unknown) noted.add(issue);
}

/**
 * A mail that SES may have taken has used its place; all other places are given back. Where SES is shut, nobody needs
 * to ask it for a while.
 */
async function settlePlaces(settled: readonly Settled<DigestResult>[], { pace, now }: DigestServices): Promise<void> {
  const outcomes = settled.flatMap((one) => ('outcome' in one ? [one.outcome] : []));
  // what failed here may have been sent
  const unused = outcomes.filter(({ kind }) => !used.includes(kind)).length;
  const shut = outcomes
    .map(({ kind, reason }) => ({ until: shutUntil(kind, now()), reason: reason ?? kind }))
    .find(({ until }) => until !== undefined);
  await pace.settle({ unused, shut: shut?.until && { until: shut.until, reason: shut.reason } });
}
