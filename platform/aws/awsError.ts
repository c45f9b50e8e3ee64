import { ServiceException } from '@smithy/core/client';
import type { ServiceExceptionOptions } from '@smithy/core/client';
import type { IncomingHttpHeaders } from 'node:http';

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Makes an error of what a service says. */
export type ErrorOf = (name: string, options: ServiceExceptionOptions & { readonly message: string }) => Error;

/**
 * The error of an answer that is none: its name is the last part of `__type`, or of a header, without its namespace
 * (Smithy 2.0, "AWS JSON 1.0 protocol", "Operation error serialization"). What else the body says is on the error.
 */
export function awsError(
  { status, headers, body }: RawAnswer,
  errorOf: ErrorOf = (name, options) => new ServiceException({ ...options, name }),
): Error {
  const said = saidIn(body);
  const type = textOf(headers['x-amzn-errortype'], said['__type'], said['code']) ?? 'UnknownError';
  const name = type.split('#').at(-1)!.split(':')[0]!;
  const requestId = textOf(headers['x-amzn-requestid']);
  return errorOf(name, {
    ...said,
    name,
    $fault: status < 500 ? 'client' : 'server',
    message: textOf(said['message'], said['Message']) ?? `It answered ${status}.`,
    $metadata: { httpStatusCode: status, ...(requestId !== undefined && { requestId }) },
  });
}

/** The first that is text. */
const textOf = (...values: unknown[]): string | undefined => values.find((value) => typeof value === 'string');

/** A proxy on the way may answer with something else than JSON. */
function saidIn(body: string): Record<string, unknown> {
  try {
    const said: unknown = JSON.parse(body);
    return typeof said === 'object' && said !== null ? (said as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
