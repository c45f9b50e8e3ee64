/** What a request did wrong, in words for the person who made it (RFC 9457). */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: 400 | 404 | 405;

  constructor(status: 400 | 404 | 405, detail: string) {
    super(detail);
    this.status = status;
  }
}

const titles = { 400: 'Bad Request', 404: 'Not Found', 405: 'Method Not Allowed' } as const;

export const problemResponse = ({ status, message }: Problem) => ({
  statusCode: status,
  headers: {
    'content-type': 'application/problem+json',
    'cache-control': status === 404 ? 'public, max-age=60' : 'no-store',
    ...(status === 405 && { allow: 'GET, HEAD' }),
  },
  body: JSON.stringify({ title: titles[status], status, detail: message }),
});
