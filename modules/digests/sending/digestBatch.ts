import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { measurePromise } from '../../../platform/runtime/measurePromise.ts';
import { promises } from '../../../platform/runtime/promises.ts';
import { settledBy } from '../../../platform/runtime/queueHandler.ts';
import type { QueueWork, Settled } from '../../../platform/runtime/queueHandler.ts';
import { epochSeconds } from '../../../platform/values/time.ts';
import { digestMessageSchema } from '../digestsQueue.ts';
import type { DigestMessage } from '../digestsQueue.ts';
import { digestStandingsOf, prepare } from './prepare.ts';
import type { DigestOutcome, DigestResult } from './prepare.ts';
import { sendAtPace } from './sendAtPace.ts';
import type { PaceServices } from './sendAtPace.ts';

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
export const digestMessages: QueueWork<DigestMessage, Omit<PaceServices, 'remainingMs' | 'logger'>, DigestResult> = {
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
  services: PaceServices,
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
