import { isObject, type JsonObject, textOf } from '../template/json.ts';

/** Letters, digits and the punctuation that SQS lists. */
const taken = /^[A-Za-z0-9!"#$%&'()*+,\-./:;<=>?@[\\\]^_`{|}~]{1,128}$/;

/**
 * Says in SQS's words what is wrong with the ids of one message; undefined where nothing is. They may have 128
 * characters.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatchRequestEntry.html,
 * https://docs.aws.amazon.com/sns/latest/api/API_PublishBatchRequestEntry.html
 */
export function wrongId(message: JsonObject): string | undefined {
  for (const name of ['MessageGroupId', 'MessageDeduplicationId']) {
    const value = message[name];
    if (value === undefined || value === null || taken.test(textOf(value))) continue;
    return (
      `Value ${textOf(value)} for parameter ${name} is invalid. Reason: ${name} can only include alphanumeric ` +
      'and punctuation characters. 1 to 128 in length.'
    );
  }
  return undefined;
}

/** The entries of a batch whose ids are wrong, as SQS reports them beside those that it took. */
export const failedEntries = (entries: readonly JsonObject[]): JsonObject[] =>
  entries.filter(isObject).flatMap((entry) => {
    const message = wrongId(entry);
    return message === undefined
      ? []
      : [{ Id: entry['Id'] ?? '', SenderFault: true, Code: 'InvalidParameterValue', Message: message }];
  });
