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
  if (trimmed === '' || trimmed.length > longestUrl || !URL.canParse(trimmed, base)) return undefined;
  const url = new URL(trimmed, base);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
  url.username = '';
  url.password = '';
  return url.href;
}

/**
 * The address by which an article is known: host in lower case, no fragment, no tracking parameters; the rest of the
 * query stays as it is written, and in order, because some sites tell their articles by it.
 * @param url absolute, as `resolveUrl` gives it
 */
export function canonicalUrl(url: string): string {
  const parsed = new URL(url);
  parsed.hash = '';
  const kept = parsed.search
    .slice(1)
    .split('&')
    .filter((pair) => !tracking.test(pair.split('=', 1)[0]!));
  parsed.search = kept.join('&');
  return parsed.href;
}
