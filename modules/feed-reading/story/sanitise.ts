import { decodeHTML } from 'entities';
import sanitizeHtml from 'sanitize-html';
import { xmlText } from '../../../platform/text/xmlText.ts';
import { escapeXml } from '../repair/repairTag.ts';
import { linkEmbeds } from './embeds.ts';
import { tame } from './tame.ts';
import { resolveUrl } from './url.ts';

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
/** Their text is code, a fallback for browsers or a part of a form, not the article's. */
export const muted: ReadonlySet<string> = new Set([
  'script',
  'style',
  'textarea',
  'select',
  'option',
  'button',
  'noscript',
  'noembed',
  'noframes',
  'template',
  'iframe',
  'object',
  'svg',
  'title',
  'annotation',
  'annotation-xml',
]);
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
  const sane = tame(html);
  // After it: `&#1;` is a character only then.
  if (!sane.includes('<')) return xmlText(escapeXml(decodeHTML(sane)).replaceAll('>', '&gt;')).trim();
  inHand.base = base;
  return xmlText(sanitizeHtml(linkEmbeds(sane, base), (made ??= options())))
    .replace(emptyParagraph, '')
    .trim();
}

/** What the options need of the text in hand. They are made once: that takes as long as to clean a short text. */
const inHand: { base: string | undefined } = { base: undefined };
let made: sanitizeHtml.IOptions | undefined;

function options(): sanitizeHtml.IOptions {
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
    nonTextTags: [...muted],
    // XML's empty elements are empty: one that HTML takes for open would have all that follows in it.
    parser: { recognizeSelfClosing: true },
    parseStyleAttributes: false,
    nestingLimit: 100,
    transformTags: {
      a: (tagName, attributes) => ({ tagName, attribs: link(attributes, inHand.base) }),
      ...as('img', ['img', 'amp-img', 'amp-anim'], (attributes) => lateSource(attributes, inHand.base)),
      ...as('video', ['video', 'amp-video'], (attributes) => ({
        ...absolute(lateSource(attributes, inHand.base), 'poster', inHand.base),
        controls: '',
      })),
      ...as('audio', ['audio', 'amp-audio'], (attributes) => ({
        ...lateSource(attributes, inHand.base),
        controls: '',
      })),
      source: (tagName, attributes) => ({ tagName, attribs: lateSource(attributes, inHand.base) }),
      blockquote: (tagName, attributes) => ({ tagName, attribs: absolute(attributes, 'cite', inHand.base) }),
      q: (tagName, attributes) => ({ tagName, attribs: absolute(attributes, 'cite', inHand.base) }),
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

/** The elements of the names become one that HTML has: AMP has its own for some. */
const as = (
  tagName: string,
  names: readonly string[],
  attribs: (attributes: Attributes) => Attributes,
): Record<string, sanitizeHtml.Transformer> =>
  Object.fromEntries(
    names.map((name) => [name, (_name: string, attributes: Attributes) => ({ tagName, attribs: attribs(attributes) })]),
  );

/** Pages that load pictures and players late keep the address elsewhere, and have a placeholder in `src`. */
function lateSource(attributes: Attributes, base: string | undefined): Attributes {
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
