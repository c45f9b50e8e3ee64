import { randomUUID } from 'node:crypto';
import type { Call } from './call.ts';
import type { Answer } from './exchange.ts';

const escape = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** An error in the shape of the called service's own protocol. */
export function errorAnswer(
  { protocol, service }: Pick<Call, 'protocol' | 'service'>,
  status: number,
  code: string,
  message: string,
): Answer {
  const requestId = randomUUID();
  if (protocol === 'query') {
    const kind = status >= 500 ? 'Receiver' : 'Sender';
    const body =
      `<ErrorResponse><Error><Type>${kind}</Type><Code>${code}</Code><Message>${escape(message)}</Message>` +
      `</Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
    return { status, headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId }, body: Buffer.from(body) };
  }
  const namespace = service === 'sqs' ? 'com.amazonaws.sqs' : 'com.amazon.coral.service';
  return {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': requestId, 'x-amzn-errortype': code },
    body: Buffer.from(JSON.stringify({ __type: `${namespace}#${code}`, message, Message: message })),
  };
}

/** A refusal by IAM. */
export function deniedAnswer(call: Call, message: string): Answer {
  if (call.service === 'dynamodb') return errorAnswer(call, 400, 'AccessDeniedException', message);
  if (call.service === 'sns') return errorAnswer(call, 403, 'AuthorizationError', message);
  return errorAnswer(call, 403, call.service === 'sqs' ? 'AccessDenied' : 'AccessDeniedException', message);
}

/** A throttle; SDKs retry these. */
export function throttledAnswer(call: Call): Answer {
  const message = 'Rate exceeded (a fault that the twin injected)';
  if (call.service === 'dynamodb') return errorAnswer(call, 400, 'ProvisionedThroughputExceededException', message);
  if (call.service === 'ses') return errorAnswer(call, 429, 'TooManyRequestsException', message);
  return errorAnswer(call, 400, call.service === 'sqs' ? 'RequestThrottled' : 'Throttling', message);
}

/** A failure of the service itself. */
export const failedAnswer = (call: Call): Answer =>
  errorAnswer(call, 500, 'InternalServerError', 'Internal failure (a fault that the twin injected)');
