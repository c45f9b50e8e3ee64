import type { Message } from '@aws-sdk/client-sqs';

/** A dead letter as an operator sees it: what it is about and why it is here, and nothing of what it says. */
export interface DeadLetter {
  readonly id: string;
  readonly sentAt: string;
  readonly receives: number;
  readonly about: Readonly<Record<string, string | number>>;
  /** As AWS, or the function itself, wrote it into the letter; a queue's redrive writes nothing. */
  readonly reason?: string;
}

const names = [
  'sourceId',
  'articleId',
  'version',
  'partnerId',
  'endpointId',
  'subscriberId',
  'after',
  'dueAt',
  'pk',
] as const;

export function deadLetterOf({
  MessageId = '',
  Attributes = {},
  MessageAttributes = {},
  Body = '',
}: Message): DeadLetter {
  const body = objectOf(parsed(Body));
  const reason = reasonOf(body) ?? MessageAttributes['ERROR_MESSAGE']?.StringValue; // EventBridge's own dead letters
  return {
    id: MessageId,
    sentAt: new Date(Number(Attributes.SentTimestamp ?? 0)).toISOString(),
    receives: Number(Attributes.ApproximateReceiveCount ?? 0),
    about: aboutOf(body),
    ...(reason !== undefined && { reason }),
  };
}

/**
 * The ids in a message of ours, in an event of SNS or SES, in a recovery, and in what a stream or an invocation left.
 */
function aboutOf(body: Fields): DeadLetter['about'] {
  const { article, recover, keys, mail, DDBStreamBatchInfo: batch } = body;
  const tags = objectOf(objectOf(mail)['tags']);
  const found: Fields = {
    ...body,
    ...objectOf(recover),
    ...objectOf(batch),
    ...(article !== undefined && { articleId: objectOf(article)['id'], version: objectOf(article)['version'] }),
    ...(keys !== undefined && { pk: objectOf(objectOf(keys)['pk'])['S'] }),
    ...(Array.isArray(tags['subscriber']) && { subscriberId: tags['subscriber'][0] as unknown }),
  };
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = found[name];
      return typeof value === 'string' || typeof value === 'number' ? [[name, value]] : [];
    }),
  );
}

/**
 * Of an unreadable row by Publish; of a failed invocation by Lambda ("Retaining records of asynchronous invocations",
 * Lambda developer guide).
 */
function reasonOf({ reason, responsePayload, requestContext }: Fields): string | undefined {
  const words = reason ?? objectOf(responsePayload)['errorMessage'] ?? objectOf(requestContext)['condition'];
  return typeof words === 'string' ? words : undefined;
}

type Fields = Record<string, unknown>;
const objectOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
