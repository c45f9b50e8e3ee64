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

/** Reads the body of an answer that is an error. */
export type SaidIn = (body: string) => Record<string, unknown>;

/**
 * The error of an answer that is none: its name is the last part of `__type`, or of a header, without its namespace
 * (Smithy 2.0, "AWS JSON 1.0 protocol", "Operation error serialization"); or `Code`, in XML. What else the body says is
 * on the error.
 */
export function awsError(
  { status, headers, body }: RawAnswer,
  errorOf: ErrorOf = (name, options) => new ServiceException({ ...options, name }),
  saidIn: SaidIn = saidInJson,
): Error {
  const said = saidOrNothing(saidIn, body);
  const type = textOf(headers['x-amzn-errortype'], said['__type'], said['code'], said['Code']) ?? 'UnknownError';
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

function saidInJson(body: string): Record<string, unknown> {
  const said: unknown = JSON.parse(body);
  return typeof said === 'object' && said !== null ? (said as Record<string, unknown>) : {};
}

/** A proxy on the way may answer with something else than the service writes. */
function saidOrNothing(saidIn: SaidIn, body: string): Record<string, unknown> {
  try {
    return saidIn(body);
  } catch {
    return {};
  }
}
