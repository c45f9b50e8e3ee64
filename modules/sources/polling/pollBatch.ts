import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { SQSRecord } from 'aws-lambda';
import { pollSchema } from '../pollMessage.ts';
import type { Telemetry } from '../../../platform/runtime/lambda.ts';
import { pollSource } from './pollSource.ts';
import type { PollDependencies } from './pollSource.ts';

/** A poll may take 20 s to fetch, 8 to read and a few to store: with less left, its message goes back to the queue. */
const pollMs = 33_000;

/**
 * Polls a batch: hosts side by side, the sources of one host one after another, and none of a host's after a failure,
 * as a FIFO queue's order wants.
 * @returns the messages that must come again
 */
export async function pollBatch(
  records: readonly SQSRecord[],
  services: PollDependencies & Telemetry,
  remainingMs: () => number,
): Promise<SQSRecord[]> {
  const hosts = Map.groupBy(records, ({ attributes }) => attributes.MessageGroupId);
  const failed = await Promise.all([...hosts.values()].map((ofHost) => pollInTurn(ofHost, services, remainingMs)));
  return failed.flat();
}

async function pollInTurn(
  records: SQSRecord[],
  services: PollDependencies & Telemetry,
  remainingMs: () => number,
): Promise<SQSRecord[]> {
  for (const [index, record] of records.entries()) {
    if (remainingMs() < pollMs || !(await pollOne(record, services))) return records.slice(index);
  }
  return [];
}

async function pollOne(record: SQSRecord, services: PollDependencies & Telemetry): Promise<boolean> {
  const { logger, metrics } = services;
  try {
    const poll = pollSchema.parse(JSON.parse(record.body));
    const { kind, words, news, isSilent } = await pollSource(poll, services, new Date());
    logger.info('polled', { sourceId: poll.sourceId, kind, words, isSilent, ...news });
    metrics.singleMetric().addMetric(`Poll.${kind}`, MetricUnit.Count, 1);
    if (isSilent) metrics.addMetric('SilentSources', MetricUnit.Count, 1);
    return true;
  } catch (error) {
    logger.error('poll failed', { messageId: record.messageId, error: error as Error });
    return false;
  }
}
