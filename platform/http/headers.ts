import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Instant } from '../values/time.ts';

/** RFC 9110, 8.8. */
export interface Validators {
  /** The opaque part of a strong entity tag, without quotes and before any content coding. */
  readonly etag: string;
  readonly lastModified: Instant | undefined;
}

let knownRevision: string | undefined;

/** The same articles in another release's rendering are other bytes: the code itself is part of every entity tag. */
const revision = (): string =>
  (knownRevision ??= createHash('sha256')
    .update(readFileSync(fileURLToPath(import.meta.url)))
    .digest('hex'));

/** A strong entity tag for a document that these parts determine. */
export const entityTag = (parts: readonly string[]): string =>
  createHash('sha256')
    .update(JSON.stringify([revision(), ...parts]))
    .digest('base64url')
    .slice(0, 24);

/** Whether the reader's copy is still good (RFC 9110, 13.2.2: If-None-Match decides alone where it is present). */
export function isFresh({ etag, lastModified }: Validators, headers: Record<string, string | undefined>): boolean {
  const ifNoneMatch = headers['if-none-match'];
  if (ifNoneMatch !== undefined) {
    const tags = ifNoneMatch.split(',').map((tag) => tag.trim().replace(/^W\//, '').replaceAll('"', ''));
    return tags.some((tag) => tag === '*' || tag === etag || tag === `${etag}-gzip`);
  }
  const since = Date.parse(headers['if-modified-since'] ?? '');
  return (
    lastModified !== undefined && !Number.isNaN(since) && Math.floor(Date.parse(lastModified) / 1000) * 1000 <= since
  );
}

/** RFC 9110, 12.5.3: gzip is taken where it is named, or `*` is, with a weight above zero. */
export function acceptsGzip(acceptEncoding = ''): boolean {
  return acceptEncoding.split(',').some((part) => {
    const [coding = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
    return (coding === 'gzip' || coding === '*') && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
  });
}

/** Of a feed of 50 articles, zlib's own level, 6, takes more than twice the time for a tenth fewer bytes. */
const gzipLevel = 4;

/** A body as API Gateway takes it: bytes go in base64. */
export const bodyFor = (text: string, gzip: boolean): { body: string; isBase64Encoded?: true } =>
  gzip ? { body: gzipSync(text, { level: gzipLevel }).toString('base64'), isBase64Encoded: true } : { body: text };

/**
 * Whether the client is a person's browser: it names HTML, and prefers no type that programs take (RFC 9110, 12.5.1).
 * A client that takes anything is a program.
 */
export function wantsHtml(accept = ''): boolean {
  const weights = new Map(
    accept
      .slice(0, 1_000)
      .split(',')
      .map((part) => {
        const [type = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
        const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
        return [type, weight === undefined ? 1 : Number(weight)] as const;
      }),
  );
  const preference = (...types: string[]) => Math.max(0, ...types.map((type) => weights.get(type) ?? 0));
  const html = preference('text/html', 'application/xhtml+xml');
  return html > 0 && html >= preference('application/problem+json', 'application/json');
}

/**
 * The wait that a `Retry-After` header asks for (RFC 9110, section 10.2.3): seconds, or an HTTP date.
 * @returns seconds from now, never negative; undefined for a header that is missing or says neither
 */
export function retryAfterSeconds(header: string | undefined, now: Date): number | undefined {
  const value = header?.trim() ?? '';
  if (/^\d{1,10}$/.test(value)) return Number(value);
  if (!/^[A-Z][a-z]{2,8}, \d/.test(value)) return undefined;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - now.getTime()) / 1000));
}
