import type { Enclosure } from '../../platform/values/schema.ts';

/** Media types by the ends of names, for publishers who give none. */
const typeByEnd: Readonly<Record<string, string>> = {
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  aac: 'audio/aac',
  ogg: 'audio/ogg',
  oga: 'audio/ogg',
  opus: 'audio/ogg',
  wav: 'audio/wav',
  flac: 'audio/flac',
  mp4: 'video/mp4',
  m4v: 'video/mp4',
  mov: 'video/quicktime',
  webm: 'video/webm',
  ogv: 'video/ogg',
  m3u8: 'application/vnd.apple.mpegurl',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  svg: 'image/svg+xml',
  pdf: 'application/pdf',
  epub: 'application/epub+zip',
};

/** HTTP Live Streaming (RFC 8216, 10): its types do not say that it is seen. */
const playlists = new Set(['application/vnd.apple.mpegurl', 'application/x-mpegurl']);

/**
 * An enclosure's media type: its publisher's word, or else what its name says; `application/octet-stream` where neither
 * does (RFC 2046, 4.5.1).
 */
export function mediaTypeOf({ url, type }: Enclosure): string {
  const end = /\.([a-z0-9]{1,5})$/i.exec(new URL(url).pathname)?.[1]?.toLowerCase() ?? '';
  return type ?? (Object.hasOwn(typeByEnd, end) ? typeByEnd[end] : undefined) ?? 'application/octet-stream';
}

/** The kind of thing that it is; undefined for what is neither. */
export function mediumOf(enclosure: Enclosure): 'audio' | 'video' | 'image' | undefined {
  const type = mediaTypeOf(enclosure);
  const kind = playlists.has(type) ? 'video' : type.split('/')[0];
  return kind === 'audio' || kind === 'video' || kind === 'image' ? kind : undefined;
}

/** Ten events share the 256 kB of a PublishBatch. */
const mostBytesTold = 20_000;

/**
 * The enclosures that an event carries: all of them, unless their addresses are so long that an event had no room for
 * the rest of the article. Feeds have them all.
 */
export function enclosuresTold(enclosures: readonly Enclosure[]): Enclosure[] {
  let room = mostBytesTold;
  return enclosures.filter((enclosure) => {
    const bytes = new TextEncoder().encode(JSON.stringify(enclosure)).length;
    if (bytes > room) return false;
    room -= bytes;
    return true;
  });
}
