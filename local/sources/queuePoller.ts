import { setTimeout as sleep } from 'node:timers/promises';
import type { MessageEngine } from '../engines/messageEngine.ts';
import { KeyLocks } from '../gateway/keyLocks.ts';
import type { LambdaFunction } from '../lambda/lambdaFunction.ts';
import type { Meter } from '../meter/meter.ts';
import { isObject, type Json, type JsonObject, textOf } from '../template/json.ts';
import { region } from '../template/naming.ts';
import type { Resource } from '../template/stack.ts';
import type { Switches } from '../control/switches.ts';
import type { Lineages } from './lineages.ts';
import type { Losses } from './losses.ts';
import { failedItems, type Mapping } from './mapping.ts';

export interface QueuePollerParts {
  readonly engine: MessageEngine;
  readonly meter: Meter;
  readonly stopping: AbortSignal;
  readonly switches: Switches;
  /** Failed messages come back at once, rather than at the end of their visibility timeout. */
  readonly fastRetries: boolean;
  readonly losses: Losses;
  readonly lineages: Lineages;
  /** Counts what is being done with messages that were received. */
  readonly handling: <T>(work: () => Promise<T>) => Promise<T>;
}

/** Lambda's own last 20; whoever pauses a channel waits for them to end. */
const longPollSeconds = 2;
const receiveLimit = 10;

/**
 * Feeds a function from a queue, as Lambda's own pollers do: long polls, batches, deletes what succeeded. As many
 * batches as the function may run at once, and one of them receives: each long poll that is open costs the machine.
 */
export async function pollQueue(
  mapping: Mapping,
  queue: Resource,
  target: LambdaFunction,
  parts: QueuePollerParts,
): Promise<void> {
  const loops = Math.min(target.settings.concurrency, mapping.maxConcurrency ?? target.settings.concurrency);
  const turns = new KeyLocks();
  const receive = () =>
    turns.hold([mapping.id], async () =>
      parts.switches.isOff(mapping.id) ? [] : gather(mapping, queue, target, parts),
    );
  await Promise.all(Array.from({ length: loops }, () => loop(receive, mapping, queue, target, parts)));
}

async function loop(
  receive: () => Promise<JsonObject[]>,
  mapping: Mapping,
  queue: Resource,
  target: LambdaFunction,
  parts: QueuePollerParts,
): Promise<void> {
  while (!parts.stopping.aborted) {
    await parts.switches.untilOn(mapping.id, parts.stopping);
    if (parts.switches.isOff(mapping.id)) continue;
    await parts.switches.round(mapping.id, async () => {
      const batch = await receive();
      if (batch.length > 0) await parts.handling(() => deliver(batch, mapping, queue, target, parts));
    });
  }
}

/** Receives until the batch is full or its window is over. */
async function gather(
  mapping: Mapping,
  queue: Resource,
  target: LambdaFunction,
  parts: QueuePollerParts,
): Promise<JsonObject[]> {
  const batch = await receive(Math.min(mapping.batchSize, receiveLimit), longPollSeconds, queue, target, parts);
  const closesAt = Date.now() + mapping.windowMs;
  while (batch.length > 0 && batch.length < mapping.batchSize && Date.now() < closesAt && !parts.stopping.aborted) {
    const wait = Math.max(1, Math.ceil((closesAt - Date.now()) / 1000));
    batch.push(
      ...(await receive(Math.min(mapping.batchSize - batch.length, receiveLimit), wait, queue, target, parts)),
    );
  }
  return batch;
}

async function receive(
  count: number,
  waitSeconds: number,
  queue: Resource,
  target: LambdaFunction,
  { engine, meter, stopping, losses }: QueuePollerParts,
): Promise<JsonObject[]> {
  try {
    const { Messages: messages } = await engine.sqs(
      'ReceiveMessage',
      queue.name,
      {
        MaxNumberOfMessages: count,
        WaitTimeSeconds: waitSeconds,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['All'],
      },
      stopping,
    );
    const received = (Array.isArray(messages) ? messages : []).filter(isObject);
    // Polls that find nothing are a fixed cost of each queue, and not of any message: they are left out.
    if (received.length > 0)
      meter.count(target.settings.id, 'sqs', 'ReceiveMessage', {
        requests: 1,
        messages: received.length,
        fifo: isFifo(queue),
      });
    return received.filter(() => !losses('receive'));
  } catch (error) {
    if (stopping.aborted) return [];
    throw error;
  }
}

async function deliver(
  batch: JsonObject[],
  mapping: Mapping,
  queue: Resource,
  target: LambdaFunction,
  parts: QueuePollerParts,
): Promise<void> {
  const wanted = batch.filter((message) => mapping.fits(filterView(message)));
  const unwanted = batch.filter((message) => !wanted.includes(message));
  const failed =
    wanted.length > 0 ? await failures(wanted, mapping, queue, target, parts.lineages) : new Set<JsonObject>();
  const done = [...unwanted, ...wanted.filter((message) => !failed.has(message))];
  await remove(
    done.filter(() => !parts.losses('delete')),
    queue,
    target,
    parts,
  );
  if (parts.fastRetries) await release([...failed], queue, parts);
}

async function failures(
  batch: JsonObject[],
  mapping: Mapping,
  queue: Resource,
  target: LambdaFunction,
  lineages: Lineages,
): Promise<Set<JsonObject>> {
  const result = await target.invoke({ Records: batch.map((message) => recordOf(message, queue)) }, lineages.of(batch));
  if (!result.ok) return new Set(batch);
  const failed = mapping.partial ? failedItems(result.payload) : [];
  // An id that is not in the batch fails all of it, as Lambda does.
  if (failed === 'unreadable' || failed.some((id) => !batch.some(({ MessageId }) => MessageId === id)))
    return new Set(batch);
  return new Set(batch.filter(({ MessageId: id }) => failed.includes(textOf(id))));
}

async function remove(
  messages: JsonObject[],
  queue: Resource,
  target: LambdaFunction,
  { engine, meter }: QueuePollerParts,
): Promise<void> {
  for (const entries of tens(messages)) {
    await engine.sqs('DeleteMessageBatch', queue.name, { Entries: entries });
    meter.count(target.settings.id, 'sqs', 'DeleteMessageBatch', {
      requests: 1,
      messages: entries.length,
      fifo: isFifo(queue),
    });
  }
}

async function release(messages: JsonObject[], queue: Resource, { engine, stopping }: QueuePollerParts): Promise<void> {
  if (messages.length === 0 || stopping.aborted) return;
  await sleep(20, undefined, { signal: stopping }).catch(() => undefined);
  for (const entries of tens(messages)) {
    await engine.sqs('ChangeMessageVisibilityBatch', queue.name, {
      Entries: entries.map((entry) => ({ ...entry, VisibilityTimeout: 0 })),
    });
  }
}

function tens(messages: JsonObject[]): { Id: string; ReceiptHandle: Json }[][] {
  const entries = messages.map(({ ReceiptHandle: handle }, index) => ({
    Id: String(index),
    ReceiptHandle: handle ?? '',
  }));
  return Array.from({ length: Math.ceil(entries.length / 10) }, (_, index) =>
    entries.slice(index * 10, index * 10 + 10),
  );
}

const isFifo = (queue: Resource): boolean => queue.name.endsWith('.fifo');

/** Filters see the body as JSON where it is. */
function filterView(message: JsonObject): JsonObject {
  try {
    return { ...message, body: JSON.parse(textOf(message['Body'])) as Json };
  } catch {
    return { ...message, body: message['Body'] ?? null };
  }
}

function recordOf(message: JsonObject, queue: Resource): JsonObject {
  const attributes = isObject(message['MessageAttributes']) ? message['MessageAttributes'] : {};
  return {
    messageId: message['MessageId'] ?? '',
    receiptHandle: message['ReceiptHandle'] ?? '',
    body: message['Body'] ?? '',
    attributes: message['Attributes'] ?? {},
    md5OfBody: message['MD5OfBody'] ?? '',
    messageAttributes: Object.fromEntries(
      Object.entries(attributes)
        .filter(([, value]) => isObject(value))
        .map(([name, value]) => [name, lowered(value as JsonObject)]),
    ),
    eventSource: 'aws:sqs',
    eventSourceARN: queue.arn,
    awsRegion: region,
  };
}

/** Lambda spells the fields of a message attribute with a small first letter. */
const lowered = ({ StringValue, BinaryValue, DataType }: JsonObject): JsonObject => ({
  ...(StringValue === undefined ? {} : { stringValue: StringValue }),
  ...(BinaryValue === undefined ? {} : { binaryValue: BinaryValue }),
  stringListValues: [],
  binaryListValues: [],
  dataType: DataType ?? 'String',
});
