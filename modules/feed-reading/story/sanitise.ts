import sanitizeHtml from 'sanitize-html';
import { xmlText } from '../../../platform/text/xmlText.ts';
import { resolveUrl } from './url.ts';

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

type Attributes = sanitizeHtml.Attributes;

const blocks = [
  'p',
  'div',
  'section',
  'article',
  'aside',
  'header',
  'footer',
  'figure',
  'figcaption',
  'blockquote',
  'pre',
  'hr',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'ul',
  'ol',
  'li',
  'dl',
  'dt',
  'dd',
  'details',
  'summary',
];
const phrases = [
  'a',
  'abbr',
  'b',
  'bdi',
  'bdo',
  'br',
  'cite',
  'code',
  'del',
  'dfn',
  'em',
  'i',
  'ins',
  'kbd',
  'mark',
  'q',
  's',
  'samp',
  'small',
  'span',
  'strong',
  'sub',
  'sup',
  'time',
  'u',
  'var',
  'wbr',
  'ruby',
  'rb',
  'rp',
  'rt',
];
const tables = ['table', 'caption', 'colgroup', 'col', 'thead', 'tbody', 'tfoot', 'tr', 'td', 'th'];
const media = ['img', 'picture', 'video', 'audio', 'source'];

/**
 * Of white space alone, no-break spaces among it: the sanitiser has made characters of all entities but its own four.
 */
const emptyParagraph = /<p>\s*<\/p>/g;

/**
 * HTML that may stand on any page: an allow-list of tags and attributes, no style, no script, no frame, and every
 * address absolute and of http(s) (links also mailto and tel).
 * @param html of whoever wrote the feed
 * @param base absolute address that relative ones are resolved against
 */
export function sanitise(html: string, base: string | undefined): string {
  // After it: `&#1;` is a character only then.
  return xmlText(sanitizeHtml(tame(html), options(base)))
    .replace(emptyParagraph, '')
    .trim();
}

function options(base: string | undefined): sanitizeHtml.IOptions {
  return {
    allowedTags: [...blocks, ...phrases, ...tables, ...media],
    allowedAttributes: {
      '*': ['lang', 'dir'],
      a: ['href', 'title', 'rel', 'hreflang'],
      abbr: ['title'],
      blockquote: ['cite'],
      q: ['cite'],
      del: ['datetime'],
      ins: ['datetime'],
      time: ['datetime'],
      img: ['src', 'alt', 'title', 'width', 'height'],
      video: ['src', 'poster', 'controls', 'width', 'height'],
      audio: ['src', 'controls'],
      source: ['src', 'type'],
      ol: ['start', 'reversed', 'type'],
      td: ['colspan', 'rowspan'],
      th: ['colspan', 'rowspan', 'scope'],
      col: ['span'],
      colgroup: ['span'],
    },
    allowedSchemes: ['http', 'https'],
    allowedSchemesByTag: { a: ['http', 'https', 'mailto', 'tel'] },
    allowProtocolRelative: false,
    // Their text is code or a fallback for browsers, not the article's.
    nonTextTags: [
      'script',
      'style',
      'textarea',
      'option',
      'noscript',
      'template',
      'iframe',
      'object',
      'svg',
      'math',
      'title',
      'button',
    ],
    parseStyleAttributes: false,
    nestingLimit: 100,
    transformTags: {
      a: (tagName, attributes) => ({ tagName, attribs: link(attributes, base) }),
      img: (tagName, attributes) => ({ tagName, attribs: image(attributes, base) }),
      video: (tagName, attributes) => ({
        tagName,
        attribs: { ...absolute(absolute(attributes, 'src', base), 'poster', base), controls: '' },
      }),
      audio: (tagName, attributes) => ({ tagName, attribs: { ...absolute(attributes, 'src', base), controls: '' } }),
      source: (tagName, attributes) => ({ tagName, attribs: absolute(attributes, 'src', base) }),
      blockquote: (tagName, attributes) => ({ tagName, attribs: absolute(attributes, 'cite', base) }),
      q: (tagName, attributes) => ({ tagName, attribs: absolute(attributes, 'cite', base) }),
    },
    exclusiveFilter: ({ tag, attribs }) =>
      (tag === 'img' && (attribs['src'] === undefined || isPixel(attribs))) ||
      (tag === 'source' && attribs['src'] === undefined),
  };
}

function link(attributes: Attributes, base: string | undefined): Attributes {
  const { href = '' } = attributes;
  if (/^\s*(?:mailto|tel):/i.test(href)) return { ...attributes, rel: 'noopener' };
  const resolved = absolute(attributes, 'href', base);
  return resolved['href'] === undefined ? without(resolved, 'rel') : { ...resolved, rel: 'noopener' };
}

/** Pages that load images late keep the address elsewhere, and have a placeholder in `src`. */
function image(attributes: Attributes, base: string | undefined): Attributes {
  const late = attributes['data-src'] ?? attributes['data-lazy-src'] ?? attributes['data-original'];
  const { src } = attributes;
  return absolute(
    late !== undefined && (src === undefined || src.startsWith('data:')) ? { ...attributes, src: late } : attributes,
    'src',
    base,
  );
}

/** Counters of readers: an image of one pixel or none is not for the eye. */
const isPixel = ({ width, height }: Attributes): boolean =>
  /^[01](?:px)?$/.test(width ?? '') || /^[01](?:px)?$/.test(height ?? '');

function absolute(attributes: Attributes, name: string, base: string | undefined): Attributes {
  const value = attributes[name];
  if (value === undefined) return attributes;
  const url = resolveUrl(value, base);
  return url === undefined ? without(attributes, name) : { ...attributes, [name]: url };
}

const without = (attributes: Attributes, name: string): Attributes =>
  Object.fromEntries(Object.entries(attributes).filter(([key]) => key !== name));
