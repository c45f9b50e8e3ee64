import type { Topic } from '../../platform/values/schema.ts';
import type { Source } from './source.ts';
import { epochSeconds, instant } from '../../platform/values/time.ts';

/** A source as it stands before its first poll, which is due at once. */
export function newSource(
  {
    id,
    name,
    url,
    siteUrl,
    topics = [],
    intervalSeconds,
    zone,
    encoding,
  }: {
    id: string;
    name: string;
    url: string;
    siteUrl?: string;
    topics?: Topic[];
    intervalSeconds?: number;
    zone?: string;
    encoding?: string;
  },
  now: Date,
): Source {
  return {
    id,
    name,
    url,
    siteUrl,
    topics,
    intervalSeconds,
    zone,
    encoding,
    status: 'active',
    nextPollAt: epochSeconds(now),
    failures: 0,
    notes: [],
    createdAt: instant(now),
  };
}

/** An id that people can read: the name in plain letters, or else the host of its address. */
export function sourceIdFor(name: string, url: string): string {
  const plain = (text: string) =>
    text
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .slice(0, 60)
      .replace(/^-|-$/g, '');
  return plain(name) || plain(new URL(url).hostname) || 'source';
}
