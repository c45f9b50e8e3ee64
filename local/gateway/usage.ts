import { isObject, type Json, type JsonObject, textOf } from '../template/json.ts';
import { draftOf, draftsOf } from '../mail/draft.ts';
import { chunkBytes } from '../../pricing/prices.ts';
import type { Counted } from '../../pricing/prices.ts';
import type { Call } from './call.ts';
import type { Answer } from './exchange.ts';

const list = (value: Json | undefined): JsonObject[] => [value ?? []].flat().filter(isObject);
const writes = /^(Put|Update|Delete|BatchWrite)Item$/;
/** A query or a scan that finds nothing is billed all the same; the engine says 0. */
const emptyQueryUnits = 0.5;
const chunks = (bytes: number): number => Math.max(1, Math.ceil(bytes / chunkBytes));

/**
 * Capacity units as the engine tells them; a condition that fails is billed by the row that stands, at least one unit
 * (DynamoDB developer guide, "Capacity unit consumption for write operations").
 */
function dynamodb({ operation }: Call, { status, body }: Answer, standingUnits: number): Counted {
  const parsed: unknown = JSON.parse(body.toString());
  const answer = isObject(parsed) ? parsed : {};
  if (status !== 200)
    return textOf(answer['__type']).endsWith('ConditionalCheckFailedException') ? { writeUnits: standingUnits } : {};
  const units = list(answer['ConsumedCapacity']).reduce(
    (sum, { CapacityUnits: consumed }) => sum + Number(consumed),
    0,
  );
  if (writes.test(operation)) return { writeUnits: units };
  return { readUnits: /^(Query|Scan)$/.test(operation) ? Math.max(units, emptyQueryUnits) : units };
}

function sqs({ input }: Call, { body }: Answer): Counted {
  const { Entries: entries, MessageBody: message, QueueUrl: url } = input;
  const bytes =
    message === undefined ? Buffer.byteLength(JSON.stringify(entries ?? '')) : Buffer.byteLength(textOf(message));
  const messages = message === undefined ? list(entries).length : 1;
  return { requests: chunks(Math.max(bytes, body.length)), messages, fifo: textOf(url).endsWith('.fifo') };
}

function sns({ input, operation }: Call): Counted {
  const sizes = Object.entries(input)
    .filter(([name]) => name === 'Message' || name.endsWith('.Message'))
    .map(([, text]) => Buffer.byteLength(textOf(text)));
  // PublishBatch is billed as one request for each started 64 kB of the whole batch.
  return operation.startsWith('Publish')
    ? { requests: chunks(sizes.reduce((sum, size) => sum + size, 0)), messages: sizes.length }
    : { requests: 1 };
}

/** Each recipient is a mail on the bill. */
function mailsIn({ operation, input }: Call, { body }: Answer): number {
  if (operation === 'SendEmail') return draftOf(input).to.length;
  if (operation !== 'SendBulkEmail') return 0;
  const answer: unknown = JSON.parse(body.toString());
  const results = list(isObject(answer) ? answer['BulkEmailEntryResults'] : undefined);
  return draftsOf(input)
    .filter((_, index) => results[index]?.['Status'] === 'SUCCESS')
    .reduce((sum, { to }) => sum + to.length, 0);
}

/** The use that AWS would bill for a call. Index writes are added where the images are known (`tableWrites.ts`). */
export function usageOf(call: Call, answer: Answer, standingUnits = 1): Counted {
  switch (call.service) {
    case 'dynamodb':
      return dynamodb(call, answer, standingUnits);
    case 'sqs':
      return sqs(call, answer);
    case 'sns':
      return sns(call);
    case 'ses':
      return { messages: answer.status === 200 ? mailsIn(call, answer) : 0 };
    case 'secretsmanager':
      return { requests: 1 };
    default:
      return {};
  }
}
