import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { documentClient } from '../../platform/dynamodb/clients.ts';
import { DigestsTable } from '../../modules/digests/digestsTable.ts';
import { SubscribersTable } from '../../modules/subscribers/subscribersTable.ts';
import { mailEventSchema } from '../../modules/digests/mailEventMessage.ts';
import { lambda } from '../../platform/runtime/lambda.ts';
import { failureOf, readRecords } from '../../platform/runtime/records.ts';
import { mailEventsEnv } from './env.ts';
import { takeEvents } from '../../modules/digests/takeMailEvents.ts';

const metricOf = {
  sent: 'MailsSent',
  delivered: 'MailsDelivered',
  'hard bounce': 'HardBounces',
  'soft bounce': 'SoftBounces',
  complaint: 'Complaints',
  rejected: 'MailsRejected',
} as const;

/**
 * What SES sends to a topic when it becomes an event destination: plain text, and no event. AWS documents it nowhere;
 * receivers know it by these words (ope-tech/laravel-ses, issue 10, has one whole).
 */
const testMessage = 'Successfully validated SNS topic for Amazon SES event publishing.';

export const handler = lambda(
  () => {
    const env = mailEventsEnv.read();
    const client = documentClient();
    return {
      subscribers: new SubscribersTable(client, env.SUBSCRIBERS_TABLE),
      digests: new DigestsTable(client, env.DELIVERIES_TABLE),
    };
  },
  async ({ Records }: SQSEvent, { logger, metrics, ...tables }): Promise<SQSBatchResponse> => {
    const { readable, failures } = readRecords(
      Records.filter(({ body }) => body.trim() !== testMessage),
      mailEventSchema,
    );
    const taken = await takeEvents(
      readable.map(({ message }) => message),
      tables,
      new Date(),
    );
    for (const [index, { record, message }] of readable.entries()) {
      const what = taken[index]!;
      if ('error' in what) {
        logger.error('mail event failed here', { subscriberId: message.subscriberId, error: what.error });
        failures.push(failureOf(record));
        continue;
      }
      if (what.fate !== undefined) metrics.addMetric(metricOf[what.fate], MetricUnit.Count, 1);
      if (what.stopped !== undefined)
        logger.warn('reader gets no more mail', { subscriberId: what.subscriberId, reason: what.stopped });
    }
    return { batchItemFailures: failures };
  },
);
