import type { Source } from './source.ts';

/** An address as it can be fetched: `feed:` is no scheme of its own (`feed:https://…`, or `feed://…` for http). */
export const fetchable = (address: string): string =>
  address
    .trim()
    .replace(/^feed:(?:\/\/)?(?=https?:)/i, '')
    .replace(/^feed:\/\//i, 'http://');

/**
 * The same text for all spellings of a feed's address: whatever the scheme, a "www.", letter case of the host, the
 * default port, a slash at the end, the fragment, escapes that need none (RFC 3986, section 6.2.2), and parameters that
 * only say who clicked.
 * @param address absolute, http(s) or feed
 */
export function plainAddress(address: string): string {
  const { hostname, port, pathname, search } = new URL(fetchable(address));
  const host = hostname.replace(/\.$/, '').replace(/^www\./, '');
  const query = search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '' && !/^utm_/i.test(pair))
    .join('&');
  return [
    host,
    port === '' || port === '443' || port === '80' ? '' : `:${port}`,
    plainEscapes(pathname).replace(/\/$/, ''),
    query === '' ? '' : `?${plainEscapes(query)}`,
  ].join('');
}

const plainEscapes = (text: string): string =>
  text.replace(/%[\da-f]{2}/gi, (escape) => {
    const character = String.fromCharCode(Number.parseInt(escape.slice(1), 16));
    return /[\w.~-]/.test(character) ? character : escape.toUpperCase();
  });

/** The source that polls the feed at an address, in whatever spelling, or is about to, as it has moved there. */
export function sourceAt<S extends Pick<Source, 'url' | 'movedTo'>>(
  address: string,
  sources: readonly S[],
): S | undefined {
  const plain = plainAddress(address);
  return sources.find(
    ({ url, movedTo }) => plainAddress(url) === plain || (movedTo && plainAddress(movedTo.url) === plain),
  );
}
