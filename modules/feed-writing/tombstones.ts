import { urnOf } from '../../platform/values/schema.ts';
import type { Instant } from '../../platform/values/time.ts';
import type { ServedFeed } from './feedDocument.ts';

/** Ends an RSS or Atom document with a tombstone (RFC 6721) for each article that has left it. */
export function withTombstones(xml: string, gone: ServedFeed['gone'] = [], when: Instant): string {
  const tombstones = gone.map(
    ({ id, changedAt }) =>
      `<at:deleted-entry xmlns:at="http://purl.org/atompub/tombstones/1.0" ref="${urnOf(id)}" when="${changedAt ?? when}"/>`,
  );
  // of what is text, every "<" is escaped
  const end = Math.max(xml.lastIndexOf('</channel>'), xml.lastIndexOf('</feed>'));
  return tombstones.length === 0 || end < 0 ? xml : `${xml.slice(0, end)}${tombstones.join('')}${xml.slice(end)}`;
}
