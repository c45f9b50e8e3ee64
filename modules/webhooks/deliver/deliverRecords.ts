import type { SQSRecord } from 'aws-lambda';
import { epochSeconds } from '../../../platform/values/time.ts';
import { deliveryMessageSchema } from '../deliveryMessage.ts';
import type { DeliveryMessage } from '../deliveryMessage.ts';
import { deliverBatch } from './deliverBatch.ts';
import type { SettledDelivery } from './deliverBatch.ts';
import type { EarlyAckBatch } from './earlyAckBatch.ts';

/**
 * A retry as soon as this waits in the queue itself, at the head of its endpoint's group; the sweep brings later ones.
 */
const waitsInQueueSeconds = 30;

/**
 * Delivers the messages of a batch.
 * @param told of each message that could be read, once it is settled
 * @returns the messages that must come again
 */
export async function deliverRecords(
  records: readonly SQSRecord[],
  parts: Parameters<typeof deliverBatch>[1],
  batch: EarlyAckBatch,
  told: (message: DeliveryMessage, what: SettledDelivery) => void,
): Promise<{ itemIdentifier: string }[]> {
  const readable: { record: SQSRecord; message: DeliveryMessage }[] = [];
  for (const record of records) {
    const message = deliveryMessageSchema.safeParse(parsed(record.body));
    if (message.success) readable.push({ record, message: message.data });
    else batch.fail(record); // after its receives it is a dead letter, for a person to read
  }
  let failed: { itemIdentifier: string }[] = [];
  try {
    await deliverBatch(
      readable.map(({ message, record }) => ({
        ...message,
        isRepeat: Number(record.attributes?.ApproximateReceiveCount) > 1,
      })),
      parts,
      async (index, what) => {
        const { record, message } = readable[index]!;
        told(message, what);
        if ('error' in what) return batch.fail(record);
        const { row, sent } = what.delivered;
        const waitSeconds =
          sent && row?.status === 'pending' && row.dueAt !== undefined
            ? row.dueAt - epochSeconds(parts.now())
            : Infinity;
        if (waitSeconds > waitsInQueueSeconds) batch.finish(record);
        else await batch.comeAgain(record, Math.max(1, waitSeconds));
      },
    );
  } finally {
    failed = await batch.close(); // also where the batch could not be read: its timer must not outlive the invocation
  }
  return failed;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
