import type { SQSBatchItemFailure, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { EarlyAck } from '../sqs/ownQueue.ts';
import type { OwnQueue } from '../sqs/ownQueue.ts';
import type { EnvSpec } from './env.ts';
import { lambda } from './lambda.ts';
import type { BuildServices, Invocation, PreparedContext } from './lambda.ts';

export interface ReceivedMessage<Message> {
  readonly message: Message;
  readonly record: SQSRecord;
}

/** The end of a message. An error is a fault of ours, and brings it back. */
export type Settled<Outcome> = { readonly outcome: Outcome } | { readonly error: unknown };

/** Says of a message what it came to, as soon as that is known. A batch says it once of each. */
export type Settle<Message, Outcome> = (one: ReceivedMessage<Message>, what: Settled<Outcome>) => Promise<void>;

/** A message that comes again though nothing failed: after so many seconds, or else after its visibility timeout. */
export interface ComesAgain {
  readonly afterSeconds?: number | undefined;
}

interface QueueRules<Message, Services, Outcome> {
  readonly schema: MessageSchema<Message>;
  /** Messages that are dropped unread. */
  readonly ignores?: (body: string) => boolean;
  /** Says in logs and metrics what a message came to; never what was in it. */
  readonly report: (message: Message, what: Settled<Outcome>, services: Services & Invocation) => void;
  readonly comesAgain?: (outcome: Outcome, services: Services) => ComesAgain | undefined;
  /** Needed by `afterSeconds` and by `isAckedEarly`. */
  readonly ownQueue?: (services: Services) => OwnQueue;
  /** Once a batch takes long, whatever is done leaves the queue at once. */
  readonly isAckedEarly?: boolean;
}

interface EachMessage<Message, Services, Outcome> {
  /** Works off one message, beside all others of its batch. */
  readonly each: (message: Message, services: Services & Invocation) => Promise<Outcome>;
  /**
   * Of a FIFO queue: the messages of a group one after another, and none of a group's after one that failed, or for
   * which less than `neededMs` are left.
   */
  readonly inTurn?: { readonly neededMs: number };
}

interface MessageBatch<Message, Services, Outcome> {
  /** Works off the messages of a batch that can be read. Where it throws, the whole batch comes again. */
  readonly batch: (
    received: readonly ReceivedMessage<Message>[],
    services: Services & Invocation,
    settle: Settle<Message, Outcome>,
  ) => Promise<void>;
}

export type QueueWork<Message, Services, Outcome> = QueueRules<Message, Services, Outcome> &
  (EachMessage<Message, Services, Outcome> | MessageBatch<Message, Services, Outcome>);

interface MessageSchema<Message> {
  safeParse(
    value: unknown,
  ):
    | { success: true; data: Message }
    | { success: false; error: { issues: readonly { readonly path: readonly PropertyKey[] }[] } };
}

/**
 * A handler of an SQS queue that reports partial failures: a message that cannot be read, or that fails, comes again
 * until it is a dead letter, and its neighbours do not.
 */
export const queueHandler = <Name extends string, Services extends object, Message, Outcome>(
  env: EnvSpec<Name>,
  build: BuildServices<Name, Services>,
  work: QueueWork<Message, Services, Outcome>,
) =>
  lambda<SQSEvent, SQSBatchResponse, Name, Services>(env, build).handler(
    async ({ Records }, { services }: PreparedContext<Services>) => ({
      batchItemFailures: await workOff(Records, work, services),
    }),
  );

/**
 * Works off the records of a batch.
 * @returns the messages that must come again, in their order
 */
export async function workOff<Message, Services extends object, Outcome>(
  records: readonly SQSRecord[],
  work: QueueWork<Message, Services, Outcome>,
  services: Services & Invocation,
): Promise<SQSBatchItemFailure[]> {
  const failed = new Set<SQSRecord>();
  const settled = new Set<SQSRecord>();
  const queue = work.ownQueue?.(services);
  const ack = work.isAckedEarly && queue ? new EarlyAck(queue) : undefined;

  const settle: Settle<Message, Outcome> = async ({ record, message }, what) => {
    settled.add(record);
    work.report(message, what, services);
    const again = 'error' in what ? {} : work.comesAgain?.(what.outcome, services);
    if (again) failed.add(record);
    else ack?.finish(record);
    if (again?.afterSeconds === undefined) return;
    // It comes again all the same, only later or sooner than it should.
    await queue?.hide(record, again.afterSeconds).catch((error: unknown) => work.report(message, { error }, services));
  };

  const read = records
    .filter(({ body }) => !work.ignores?.(body))
    .map((record) => ({ record, message: messageIn(record, work.schema, services) }));
  const readable = read.filter((one): one is ReceivedMessage<Message> => one.message !== undefined);
  for (const { record, message } of read) if (message === undefined) failed.add(record);
  try {
    if ('each' in work) await eachOf(read, work, services, settle, failed);
    else if (readable.length > 0) {
      await work.batch(readable, services, settle);
      const forgotten = { error: new Error('The batch forgot this message.') };
      for (const one of readable) if (!settled.has(one.record)) await settle(one, forgotten);
    }
  } finally {
    await ack?.close(); // its timer must not outlive the invocation
  }
  return records.filter((record) => failed.has(record)).map(({ messageId }) => ({ itemIdentifier: messageId }));
}

async function eachOf<Message, Services, Outcome>(
  read: readonly { readonly record: SQSRecord; readonly message: Message | undefined }[],
  { each, inTurn }: EachMessage<Message, Services, Outcome>,
  services: Services & Invocation,
  settle: Settle<Message, Outcome>,
  failed: Set<SQSRecord>,
): Promise<void> {
  const groups = inTurn
    ? [...Map.groupBy(read, ({ record }) => record.attributes.MessageGroupId).values()]
    : read.map((one) => [one]);
  const workOffGroup = async (group: typeof read) => {
    for (const [turn, { record, message }] of group.entries()) {
      if (message !== undefined && !(inTurn && services.remainingMs() < inTurn.neededMs))
        await settle({ record, message }, await settledBy(() => each(message, services)));
      else failed.add(record);
      if (!failed.has(record)) continue;
      for (const behind of group.slice(turn)) failed.add(behind.record);
      return;
    }
  };
  await Promise.all(groups.map(workOffGroup));
}

/** The end of a piece of work: its outcome, or the error that it threw. */
export const settledBy = <Outcome>(run: () => Promise<Outcome>): Promise<Settled<Outcome>> =>
  run().then(
    (outcome) => ({ outcome }),
    (error: unknown) => ({ error }),
  );

/** @returns undefined for what is no such message; of that, the log says only where it is wrong */
function messageIn<Message>(
  { body, messageId }: SQSRecord,
  schema: MessageSchema<Message>,
  { logger }: Invocation,
): Message | undefined {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    logger.error('message cannot be read', { messageId, reason: 'It is no JSON.' });
    return undefined;
  }
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const wrong = read.error.issues.map(({ path }) => path.join('.') || 'the whole');
  logger.error('message cannot be read', { messageId, wrong });
  return undefined;
}
