import { errorAnswer } from '../gateway/answers.ts';
import type { Call } from '../gateway/call.ts';
import { without, type Answer } from '../gateway/exchange.ts';
import { isObject, type Json, type JsonObject, textOf } from '../template/json.ts';
import { failedEntries, wrongId } from './messageIds.ts';

/**
 * A topic's MaximumMessageSize where it is not set ("Publish",
 * https://docs.aws.amazon.com/sns/latest/api/API_Publish.html).
 */
const topicBytes = 262_144;

/** The messages of a call to SNS, by the names of its members. */
function published({ input }: Call): JsonObject[] {
  const entries = new Map<string, JsonObject>();
  for (const [path, value] of Object.entries(input)) {
    const [, index = '', name = path] = /^PublishBatchRequestEntries\.member\.(\d+)\.(.+)$/.exec(path) ?? [];
    entries.set(index, { ...entries.get(index), [name]: value });
  }
  return [...entries.values()];
}

/** Attributes count too, and in a batch all messages together: the engine looks at each of them alone. */
const bytesOf = (message: JsonObject): number =>
  Object.entries(message)
    .filter(([name]) => name === 'Message' || name.startsWith('MessageAttributes.'))
    .reduce((sum, [, value]) => sum + Buffer.byteLength(textOf(value)), 0);

/**
 * Refuses what SQS and SNS do not take and the engine would: ids that are too long, and batches for a topic that are
 * too large together. What else SQS limits (a message and a batch to 1 MiB, ten entries to a batch, ids of entries,
 * characters of bodies) the engine itself refuses.
 */
export function messageRefusal(call: Call): Answer | undefined {
  if (call.service === 'sqs' && call.operation === 'SendMessage') {
    const message = wrongId(call.input);
    return message === undefined ? undefined : errorAnswer(call, 400, 'InvalidParameterValue', message);
  }
  if (call.service !== 'sns' || !/^Publish(Batch)?$/.test(call.operation)) return undefined;
  const messages = published(call);
  const wrong = messages.map(wrongId).find((message) => message !== undefined);
  if (wrong !== undefined) return errorAnswer(call, 400, 'InvalidParameter', `Invalid parameter: ${wrong}`);
  if (messages.reduce((sum, message) => sum + bytesOf(message), 0) <= topicBytes) return undefined;
  return call.operation === 'PublishBatch'
    ? errorAnswer(call, 400, 'BatchRequestTooLong', `Batch requests cannot be longer than ${topicBytes} bytes.`)
    : errorAnswer(call, 400, 'InvalidParameter', 'Invalid parameter: Message too long');
}

/** Sends the entries of a batch to the engine whose ids are right, and reports the others beside them. */
export async function withoutFailed(call: Call, send: (call: Call) => Promise<Answer>): Promise<Answer> {
  const { Entries: given } = call.input;
  const entries =
    call.service === 'sqs' && call.operation === 'SendMessageBatch' && Array.isArray(given)
      ? given.filter(isObject)
      : [];
  const failed = failedEntries(entries);
  if (failed.length === 0) return send(call);
  const sound = entries.filter(({ Id: id }) => !failed.some((one) => one['Id'] === id));
  if (sound.length === 0)
    return {
      status: 200,
      headers: { 'content-type': 'application/x-amz-json-1.0' },
      body: Buffer.from(JSON.stringify({ Successful: [], Failed: failed })),
    };
  const input = { ...call.input, Entries: sound };
  const answer = await send({ ...call, input, body: Buffer.from(JSON.stringify(input)) });
  const parsed: unknown = JSON.parse(answer.body.toString());
  if (answer.status !== 200 || !isObject(parsed)) return answer;
  const others: Json[] = Array.isArray(parsed['Failed']) ? parsed['Failed'] : [];
  return {
    ...answer,
    headers: without(answer.headers, 'x-amz-crc32'),
    body: Buffer.from(JSON.stringify({ ...parsed, Failed: [...others, ...failed] })),
  };
}
