const tag = /<(\/?)([a-z][^\s/>]*)/gi;
const voidElements = new Set([
  'br',
  'hr',
  'img',
  'wbr',
  'input',
  'area',
  'base',
  'col',
  'embed',
  'link',
  'meta',
  'param',
  'source',
  'track',
]);
const maxLength = 2_000_000;
const maxDepth = 2_000;

/**
 * HTML that a parser gets through in linear time: htmlparser2 takes quadratic time for elements nested without end, so
 * of what is nested deeper than any article is, only the text is kept.
 * @returns the HTML itself where it is sane
 */
export function tame(html: string): string {
  const bounded = html.length > maxLength ? html.slice(0, maxLength) : html;
  return bounded.length > maxDepth * 3 && depthOf(bounded) > maxDepth ? bounded.replace(/<[^<>]*>/g, ' ') : bounded;
}

/** The greatest number of elements open at once, if none closed before its end tag. */
function depthOf(html: string): number {
  const open = new Map<string, number>();
  let depth = 0;
  let deepest = 0;
  for (const [, slash, spelt] of html.matchAll(tag)) {
    const name = spelt!.toLowerCase();
    if (voidElements.has(name)) continue;
    const count = open.get(name) ?? 0;
    if (slash === '/' && count === 0) continue;
    const step = slash === '/' ? -1 : 1;
    open.set(name, count + step);
    depth += step;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}
