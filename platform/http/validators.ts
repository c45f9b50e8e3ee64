import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Instant } from '../values/time.ts';

/** RFC 9110, 8.8. */
export interface Validators {
  /** The opaque part of a strong entity tag, without quotes and before any content coding. */
  readonly etag: string;
  readonly lastModified: Instant | undefined;
}

/** The same articles in another release's rendering are other bytes: the code itself is part of every entity tag. */
const revision = createHash('sha256')
  .update(readFileSync(fileURLToPath(import.meta.url)))
  .digest('hex');

/** A strong entity tag for what these parts determine. */
export const entityTag = (parts: readonly string[]): string =>
  createHash('sha256')
    .update(JSON.stringify([revision, ...parts]))
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
