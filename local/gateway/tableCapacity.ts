import { isObject } from '../template/json.ts';
import type { Call } from './call.ts';
import { without, type Answer } from './exchange.ts';

/** Operations that know `ReturnConsumedCapacity`. */
const counted = new Set([
  'GetItem',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'Query',
  'Scan',
  'BatchGetItem',
  'BatchWriteItem',
]);

/** Whether the meter must ask for the capacity itself, as the caller did not. */
export const asksForCapacity = ({ service, operation, input }: Call): boolean =>
  service === 'dynamodb' && counted.has(operation) && (input['ReturnConsumedCapacity'] ?? 'NONE') === 'NONE';

/** The request's body with the question for the capacity. */
export const withCapacity = ({ input }: Call): Buffer =>
  Buffer.from(JSON.stringify({ ...input, ReturnConsumedCapacity: 'TOTAL' }));

/** The answer without the capacity that the caller did not ask for. */
export function withoutCapacity(answer: Answer): Answer {
  const parsed: unknown = JSON.parse(answer.body.toString());
  if (!isObject(parsed)) return answer;
  delete parsed['ConsumedCapacity'];
  // The checksum was of the body with the capacity.
  return { ...answer, headers: without(answer.headers, 'x-amz-crc32'), body: Buffer.from(JSON.stringify(parsed)) };
}
