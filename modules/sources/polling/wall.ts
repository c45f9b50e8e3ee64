import type { GuardedResponse } from '../../../platform/http/guardedFetch.ts';

/** Enough of a page for its head and its first scripts. */
const lookedAt = 16_384;

/** Marks of the pages that products show to programs, by the name that operators know them by. */
const products: readonly (readonly [name: string, mark: RegExp])[] = [
  [
    'Cloudflare',
    /cdn-cgi\/challenge-platform|cf-chl-|cf-error-details|<title>just a moment\.\.\.|\| cloudflare<\/title>/,
  ],
  ['Imperva', /_incapsula_resource|incapsula incident id/],
  ['Akamai', /errors\.edgesuite\.net|\/_sec\/cp_challenge/],
  ['DataDome', /captcha-delivery\.com/],
  ['HUMAN', /px-captcha|_pxappid/],
  ['Sucuri', /sucuri website firewall|sucuri_cloudproxy/],
  ['DDoS-Guard', /ddos-guard/],
  ['AWS WAF', /awswafintegration|aws-waf-token|gokuprops/],
  ['Anubis', /making sure you(?:'|&#39;|’)re not a bot|\.within\.website\/x\/cmd\/anubis/],
];
/** Of pages that no product signs. */
const manyTitles =
  /captcha|access denied|are you (?:a )?(?:human|robot)|bot (?:check|verification)|checking your browser|security check|verify(?:ing)? you are (?:a )?human/;

/**
 * The bot wall whose page was answered in place of a feed.
 * @returns its product, or "unnamed"; undefined where the answer is no such page
 */
export function wallOf({ headers, body }: Pick<GuardedResponse, 'headers' | 'body'>): string | undefined {
  // Both say so in a header, too (Cloudflare: "Detect a Challenge Page response"; AWS WAF: "CAPTCHA and Challenge").
  if (headers['cf-mitigated'] === 'challenge') return 'Cloudflare';
  if (/^(?:challenge|captcha)$/.test(headers['x-amzn-waf-action'] ?? '')) return 'AWS WAF';
  const page = Buffer.from(body.subarray(0, lookedAt)).toString('latin1').toLowerCase();
  if (!/<(?:!doctype html|html|head|body)/.test(page)) return undefined;
  const product = products.find(([, mark]) => mark.test(page))?.[0];
  if (product !== undefined) return product;
  const title = page.split('<title', 2)[1]?.split('</title', 1)[0]?.slice(0, 300) ?? '';
  return manyTitles.test(title) ? 'unnamed' : undefined;
}
