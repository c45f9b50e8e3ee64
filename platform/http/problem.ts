const titles = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  410: 'Gone',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
} as const;
export type ProblemStatus = keyof typeof titles;

/** One fault among several: where it is (a JSON pointer into the body, or a parameter's name), and what to do. */
export interface Fault {
  readonly pointer?: string;
  readonly parameter?: string;
  readonly detail: string;
}

/** The fault of a request, in words for the person who made it (RFC 9457). */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: ProblemStatus;
  readonly errors: readonly Fault[];
  /** Headers that the status asks for, such as Allow. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: ProblemStatus,
    detail: string,
    { errors = [], headers = {} }: { errors?: readonly Fault[]; headers?: Record<string, string> } = {},
  ) {
    super(detail);
    this.status = status;
    this.errors = errors;
    this.headers = headers;
  }
}

/** For answers that programs read: nothing in them runs, is framed, is kept, or is taken for anything else. */
export const inertHeaders = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
};
export const problemType = 'application/problem+json';

/** @param headers of the answer, beyond the problem's own */
export const problemResponse = (
  { status, message, errors, headers: own }: Problem,
  headers: Readonly<Record<string, string>> = {},
) => ({
  statusCode: status,
  headers: { ...inertHeaders, ...headers, ...own, 'content-type': problemType },
  body: JSON.stringify({ title: titles[status], status, detail: message, ...(errors.length > 0 && { errors }) }),
});
