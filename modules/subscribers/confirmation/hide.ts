import { ChangeMessageVisibilityCommand } from '@aws-sdk/client-sqs';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';

/** SQS hides a message for 12 hours at most, counted from when it was received. */
const longestSeconds = 43_000;

/** Lets a message rest: every receipt counts towards the dead letters, and until then there is nothing to try. */
export async function hide(
  client: SQSClient,
  queueUrl: string,
  { receiptHandle }: Pick<SQSRecord, 'receiptHandle'>,
  untilMs: number,
  now: Date,
): Promise<void> {
  const seconds = Math.min(longestSeconds, Math.max(0, Math.ceil((untilMs - now.getTime()) / 1000)));
  await client.send(
    new ChangeMessageVisibilityCommand({
      QueueUrl: queueUrl,
      ReceiptHandle: receiptHandle,
      VisibilityTimeout: seconds,
    }),
  );
}
