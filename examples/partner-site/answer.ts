import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Html } from './pages/html.ts';
import { styleHash } from './pages/style.ts';

/** What a request is answered with. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/**
 * Nothing that a publisher wrote can run, whatever gets through: no scripts, no forms, no frames, no styles but ours.
 * Pictures and sound come from wherever the publisher keeps them.
 */
const contentSecurityPolicy = [
  `default-src 'none'`,
  `img-src https: http: data:`,
  `media-src https: http:`,
  `style-src '${styleHash}'`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors 'none'`,
].join('; ');

/** A page. Readers' browsers keep it and ask each time: a correction or a withdrawal is seen at the next load. */
export const page = (status: number, { text }: Html): Answer => ({
  status,
  body: text,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': contentSecurityPolicy,
    'referrer-policy': 'strict-origin-when-cross-origin',
    'cache-control': 'public, no-cache',
    etag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`,
  },
});

/** A few words for a program. */
export const plain = (status: number, body?: string): Answer => ({
  status,
  headers: { 'cache-control': 'no-store', ...(body !== undefined && { 'content-type': 'text/plain; charset=utf-8' }) },
  ...(body !== undefined && { body: `${body}\n` }),
});

/** Writes an answer, without its body where the reader has it already or asks for the headers alone. */
export function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers = {}, body = '' }: Answer,
): void {
  const known =
    status === 200 &&
    headers['etag'] !== undefined &&
    (request.headers['if-none-match'] ?? '').includes(headers['etag']);
  const length = status === 204 || known ? {} : { 'content-length': Buffer.byteLength(body) };
  response.writeHead(known ? 304 : status, { ...headers, ...length, 'x-content-type-options': 'nosniff' });
  response.end(known || request.method === 'HEAD' ? undefined : body);
}
