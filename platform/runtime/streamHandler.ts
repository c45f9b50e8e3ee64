import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import type { EnvSpec } from './env.ts';
import { lambda } from './lambda.ts';
import type { BuildServices, Invocation, PreparedContext } from './lambda.ts';

/** A record that no retry can read. */
export interface UnreadableRecord {
  readonly sequenceNumber: string;
  readonly keys: unknown;
  readonly reason: string;
}

export interface StreamWork<Change, Services> {
  /**
   * Reads one record.
   * @returns undefined where it is of no concern
   * @throws where it cannot be read
   */
  readonly read: (record: DynamoDBRecord) => Change | undefined;
  /** Keeps what cannot be read for a person, so that the shard goes on. */
  readonly bury: (unreadable: readonly UnreadableRecord[], services: Services) => Promise<void>;
  /** @returns the sequence number of the first record that must come again, with all after it */
  readonly run: (changes: readonly Change[], services: Services & Invocation) => Promise<string | undefined>;
}

/** Sorts a batch of a stream into changes and records that cannot be read, in order. */
export function readStream<Change>(
  records: readonly DynamoDBRecord[],
  read: (record: DynamoDBRecord) => Change | undefined,
): { changes: Change[]; unreadable: UnreadableRecord[] } {
  const changes: Change[] = [];
  const unreadable: UnreadableRecord[] = [];
  for (const record of records) {
    try {
      const change = read(record);
      if (change !== undefined) changes.push(change);
    } catch (error) {
      const { SequenceNumber: sequenceNumber = '', Keys: keys } = record.dynamodb ?? {};
      unreadable.push({ sequenceNumber, keys, reason: (error as Error).message });
    }
  }
  return { changes, unreadable };
}

/** A handler of a table's stream. Rows that cannot be read are buried first, or the whole batch comes again. */
export const streamHandler = <Name extends string, Services extends object, Change>(
  env: EnvSpec<Name>,
  build: BuildServices<Name, Services>,
  { read, bury, run }: StreamWork<Change, Services>,
) =>
  lambda<DynamoDBStreamEvent, DynamoDBBatchResponse, Name, Services>(env, build).handler(
    async ({ Records }, { services }: PreparedContext<Services>) => {
      const { changes, unreadable } = readStream(Records, read);
      if (unreadable.length > 0) {
        await bury(unreadable, services);
        services.logger.error('rows that cannot be read were set aside', { unreadable });
      }
      const resumeAt = await run(changes, services);
      return { batchItemFailures: resumeAt === undefined ? [] : [{ itemIdentifier: resumeAt }] };
    },
  );
