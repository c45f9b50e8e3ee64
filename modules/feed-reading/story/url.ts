const tracking = new RegExp(
  `^(?:${[
    'utm_\\w+',
    'fbclid',
    'gclid',
    'gclsrc',
    'dclid',
    'gbraid',
    'wbraid',
    'msclkid',
    'yclid',
    'twclid',
    'ttclid',
    'igshid',
    'igsh',
    'mc_cid',
    'mc_eid',
    'mkt_tok',
    'oly_enc_id',
    'vero_id',
    '_hsenc',
    '_hsmi',
    'cmp',
    'cmpid',
    'wt_mc',
    'wt\\.mc_id',
    'xtor',
    'at_(?:medium|campaign|custom\\d|bbc_team|link_\\w+|format|ptr_name)',
    'ns_\\w+',
  ].join('|')})$`,
  'i',
);

/** Longer ones reach no server that we know of, and would fill a row. */
const longestUrl = 4_096;

/**
 * An absolute address, resolved against the first base that will do.
 * @param bases absolute or not, best first; each is resolved against the next
 * @returns undefined where it is none, or of a scheme that is not http(s)
 */
export function resolveUrl(reference: string, base?: string): string | undefined {
  const trimmed = reference.trim();
  const url = trimmed === '' || trimmed.length > longestUrl ? null : URL.parse(trimmed, base);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return undefined;
  if (url.username !== '') url.username = '';
  if (url.password !== '') url.password = '';
  return url.href;
}

/** Names of visits, not of articles, in the query of an address. */
const visit = /^(?:phpsessid|jsessionid|aspsessionid\w{0,20}|asp\.net_sessionid|cfid|cftoken|osCsid|zenid)$/i;
/** A name that articles have too: it is a visit's where its value looks like one. */
const visitOfKind = /^(?:sid|session|session_?id)=(?=\d*[a-z])(?=[a-z]*\d)[\da-z]{16,}$/i;

/** Whether an address has neither query nor fragment, and nothing of a visit: it is canonical then. */
export const isPlain = (url: string): boolean => !/[#;?]/.test(url);

/**
 * The address by which an article is known: host in lower case, no tracking parameters, no fragment but one by which a
 * site finds the article; the rest of the query stays as it is written, and in order, because some sites tell their
 * articles by it.
 * @param url absolute, as `resolveUrl` gives it
 */
export function canonicalUrl(url: string): string {
  if (isPlain(url)) return url;
  const parsed = new URL(withoutVisit(url));
  if (!isRoute(parsed.hash)) parsed.hash = '';
  const kept = parsed.search
    .slice(1)
    .split('&')
    .filter((pair) => !tracking.test(pair.split('=', 1)[0]!));
  parsed.search = kept.join('&');
  return parsed.href;
}

/** The first of some references that is an address, absolute. */
export function firstUrl(references: readonly string[], base: string): string | undefined {
  for (const reference of references) {
    const url = resolveUrl(reference, base);
    if (url !== undefined) return url;
  }
  return undefined;
}

/** Whether a fragment is the address of a page within a program in the browser (`#!/news/3`), not a place on a page. */
export const isRoute = (hash: string): boolean => /^#!?\/|^#!./.test(hash);

/**
 * An address without what names a reader's visit (`;jsessionid=`, `PHPSESSID`), which another reader would have another
 * of.
 * @param url absolute
 */
export function withoutVisit(url: string): string {
  const parsed = new URL(url);
  if (parsed.pathname.includes(';'))
    parsed.pathname = parsed.pathname.replace(/;(?:jsessionid|phpsessid|sid)=[^/;]*/gi, '');
  const pairs = parsed.search.slice(1).split('&');
  const kept = pairs.filter((pair) => !visit.test(pair.split('=', 1)[0]!) && !visitOfKind.test(pair));
  if (kept.length < pairs.length) parsed.search = kept.join('&');
  return parsed.href;
}
