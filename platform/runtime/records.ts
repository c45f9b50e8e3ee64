import type { SQSBatchItemFailure, SQSRecord } from 'aws-lambda';

export interface ReadRecord<Message> {
  readonly record: SQSRecord;
  readonly message: Message;
}

/**
 * Reads the messages of a batch.
 * @returns also those that are none of ours: they come again until they are dead letters, for a person to read
 */
export function readRecords<Message>(
  records: readonly SQSRecord[],
  schema: { safeParse(value: unknown): { success: true; data: Message } | { success: false } },
): { readable: ReadRecord<Message>[]; failures: SQSBatchItemFailure[] } {
  const readable: ReadRecord<Message>[] = [];
  const failures: SQSBatchItemFailure[] = [];
  for (const record of records) {
    const message = schema.safeParse(parsed(record.body));
    if (message.success) readable.push({ record, message: message.data });
    else failures.push(failureOf(record));
  }
  return { readable, failures };
}

export const failureOf = ({ messageId }: SQSRecord): SQSBatchItemFailure => ({ itemIdentifier: messageId });

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
