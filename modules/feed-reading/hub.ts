import type { FeedDocument } from './feedDocument.ts';
import type { RawFeed } from './raw.ts';

type Links = Pick<RawFeed, 'hubs' | 'self'>;

/** Longer ones are no addresses that a row should hold. */
const longestUrl = 2_000;

/**
 * Where a publisher's news is pushed from, and under which name (WebSub, section 4): `Link` headers go first, then the
 * document. Of several hubs any will do, as a publisher tells them all; what is no address of the web is passed over.
 * @param header the value of `Link`, several joined with a comma
 * @param bases what relative addresses of the header and of the document stand on
 */
export function hubOf(
  header: string | undefined,
  document: Links,
  bases: { readonly header: string; readonly document: string },
): FeedDocument['hub'] {
  const head = linksIn(header ?? '');
  const all = ({ hubs = [], self }: Links, base: string) => ({
    hubs: hubs.map((hub) => absolute(hub, base)),
    self: self === undefined ? undefined : absolute(self, base),
  });
  const places = [all(head, bases.header), all(document, bases.document)];
  const named = places.map(({ hubs }) => hubs.flatMap((hub) => hub ?? []));
  const [url, ...others] = new Set(named.find((hubs) => hubs.length > 0));
  const topic = places.map(({ self }) => self).find((self) => self !== undefined) ?? bases.header;
  return url === undefined ? undefined : { url, topic, ...(others.length > 0 && { others }) };
}

/** The hubs and the topic of a `Link` header (RFC 8288, section 3). */
function linksIn(header: string): Links {
  const links = header.split(/,\s*(?=<)/).flatMap((link) => {
    const [, href = '', parameters = ''] = /^\s*<([^>]*)>(.*)$/s.exec(link) ?? [];
    const [, quoted, bare = ''] = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))/i.exec(parameters) ?? [];
    return relationsIn(quoted ?? bare).map((rel) => ({ rel, href }));
  });
  return {
    hubs: links.filter(({ rel }) => rel === 'hub').map(({ href }) => href),
    self: links.find(({ rel }) => rel === 'self')?.href,
  };
}

/** A link may have several relations, in any case of letters. */
export const relationsIn = (rel: string): string[] =>
  rel
    .toLowerCase()
    .split(/\s+/)
    .filter((relation) => relation !== '');

/** An absolute one stays as it is written: hubs tell topics apart letter by letter. */
function absolute(address: string, base: string): string | undefined {
  const trimmed = address.trim();
  if (trimmed === '' || !URL.canParse(trimmed, base)) return undefined;
  const { protocol, href } = new URL(trimmed, base);
  const url = /^https?:\/\/[^\s/]\S*$/i.test(trimmed) ? trimmed : href;
  return (protocol === 'http:' || protocol === 'https:') && url.length <= longestUrl ? url : undefined;
}
