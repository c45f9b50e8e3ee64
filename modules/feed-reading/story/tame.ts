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
 * HTML that a parser gets through, in linear time and without losing the rest on its way. htmlparser2 takes quadratic
 * time for elements nested without end, so of what is nested deeper than any article is, only the text is kept.
 * @returns the HTML itself where it is sane
 */
export function tame(html: string): string {
  const bounded = html.length > maxLength ? html.slice(0, maxLength) : html;
  const plain = bounded.includes('<![CDATA[') ? bounded.replaceAll(/<!\[CDATA\[|\]\]>/g, '') : bounded;
  const closed = closeSwallowing(plain);
  return hasMoreTags(closed, maxDepth) && depthOf(closed) > maxDepth ? closed.replace(/<[^<>]*>/g, ' ') : closed;
}

/** Whether a text may have more tags than told. */
function hasMoreTags(html: string, most: number): boolean {
  let tags = 0;
  for (let at = html.indexOf('<'); at >= 0 && tags <= most; at = html.indexOf('<', at + 1)) tags += 1;
  return tags > most;
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

const swallowing =
  /<(\/?)(iframe|textarea|title|noembed|noframes|xmp|script|object|noscript|template|svg|select|button|video|audio|canvas|p(?=[^<>]*\/>))(?=[\s/>])([^<>]*)>/gi;
/** Elements whose content is text: a start tag in them is none (WHATWG HTML, section 13.1.2). */
const textElements = new Set(['iframe', 'textarea', 'title', 'noembed', 'noframes', 'xmp', 'script']);

/**
 * Closes at once what is never closed and is not shown with its content, so that the rest of the article is not taken
 * for it. A `<p/>` of XML parts paragraphs.
 */
function closeSwallowing(html: string): string {
  const tags = [...html.matchAll(swallowing)];
  const following = new Map<string, 'start' | 'end'>();
  const ended = new Set<string>();
  const parts: string[] = [];
  let rest = html.length;
  for (const { index, 0: written, 1: slash, 2: spelt, 3: attributes } of tags.toReversed()) {
    const name = spelt!.toLowerCase();
    const replaced =
      slash === '/'
        ? written
        : sound(written, name, attributes!, textElements.has(name) ? following.get(name) === 'end' : ended.has(name));
    if (slash === '/') ended.add(name);
    following.set(name, slash === '/' ? 'end' : 'start');
    if (replaced === written) continue;
    parts.push(html.slice(index + written.length, rest), replaced);
    rest = index;
  }
  return parts.length === 0 ? html : html.slice(0, rest) + parts.toReversed().join('');
}

function sound(written: string, name: string, attributes: string, isClosed: boolean): string {
  const isEmpty = attributes.endsWith('/');
  if (name === 'noscript' && isEmpty) return ''; // the sanitiser would look for its end
  if (name === 'p') return `<p${attributes.slice(0, -1)}>`;
  // A program that is cut off is still no text.
  if (isEmpty || isClosed || (name === 'script' && !/\ssrc\s*=/i.test(attributes))) return written;
  return `${written}</${name}>`;
}
