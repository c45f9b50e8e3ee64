import { Parser } from 'htmlparser2';
import { escapeXml } from '../repair/repairTag.ts';
import { resolveUrl } from './url.ts';

type Attributes = Readonly<Record<string, string>>;

interface Embed {
  readonly name: string;
  readonly from: number;
  /** Where its start tag ends. */
  readonly contentFrom: number;
  readonly attributes: Attributes;
  readonly addresses: string[];
  /** Whether it has text of the article's in it, such as a post's. */
  hasWords: boolean;
  /** Whether it has a link already, in whose place none is needed. */
  hasLink: boolean;
}

const possible = /<(?:i?frame|object|embed|oembed|portal|amp-|lite-)/i;
const possiblePost = /(?:data-href|data-instgrm-permalink|cite)\s*=/i;

/** Elements that name what they embed by an identifier of its site, and the attribute that has it. */
const bySite: Readonly<Record<string, readonly [attribute: string, address: string]>> = {
  'amp-youtube': ['data-videoid', 'https://www.youtube.com/watch?v='],
  'lite-youtube': ['videoid', 'https://www.youtube.com/watch?v='],
  'amp-vimeo': ['data-videoid', 'https://vimeo.com/'],
  'lite-vimeo': ['videoid', 'https://vimeo.com/'],
  'amp-dailymotion': ['data-videoid', 'https://www.dailymotion.com/video/'],
  'amp-twitter': ['data-tweetid', 'https://twitter.com/i/status/'],
  'amp-instagram': ['data-shortcode', 'https://www.instagram.com/p/'],
};
const frame = /^(?:i?frame|object|embed|portal)$/;
const embedding =
  /^(?:oembed|amp-(?:video-)?iframe|amp-(?:facebook|tiktok|reddit|pinterest|embedly-card|youtube|vimeo|dailymotion|twitter|instagram)|lite-\w{1,20})$/;
const inside = /^(?:param|embed|iframe|object|oembed)$/;
/** Posts of other sites are empty elements until a script has run, or have their text in them. */
const isPost = (name: string, { class: classes = '', ...others }: Attributes): boolean =>
  others['data-instgrm-permalink'] !== undefined ||
  (name === 'div' && others['data-href'] !== undefined && /(?:^|\s)fb-(?:post|video)(?:\s|$)/.test(classes)) ||
  (name === 'blockquote' && others['cite'] !== undefined && /\w-embed(?:\s|$)/.test(classes));

/**
 * Puts a link in the place of what other sites would show there (frames, players, posts), each address once: safe HTML
 * has no frames, and whoever reads it should not miss that something stood there. Its words are the publisher's title
 * for it, or else its host, which needs no language.
 * @param base absolute address that relative ones are resolved against
 */
export function linkEmbeds(html: string, base: string | undefined): string {
  if (!possible.test(html) && !possiblePost.test(html)) return html;
  const known = new Set<string>();
  const parts: string[] = [];
  let copied = 0;
  for (const { embed, to } of embedsIn(html)) {
    if (isHidden(embed.attributes) || (embed.hasWords && embed.hasLink)) continue;
    const url = embed.addresses.map((address) => resolveUrl(address, base)).find((found) => found !== undefined);
    if (url === undefined) continue;
    parts.push(html.slice(copied, embed.from), known.has(url) ? '' : link(url, embed.attributes));
    known.add(url);
    copied = to;
  }
  return parts.join('') + html.slice(copied);
}

/** The outermost elements that embed something, in their order. */
function embedsIn(html: string): { readonly embed: Embed; readonly to: number }[] {
  const found: { embed: Embed; to: number }[] = [];
  let open: Embed | undefined;
  let depth = 0;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (open !== undefined) {
          depth += 1;
          if (name === 'a' && attributes['href'] !== undefined) open.hasLink = true;
          if (inside.test(name)) open.addresses.push(...addressesOf(name, attributes));
        } else if (frame.test(name) || embedding.test(name) || isPost(name, attributes)) {
          depth = 1;
          open = {
            name,
            from: parser.startIndex,
            contentFrom: parser.endIndex + 1,
            attributes,
            addresses: addressesOf(name, attributes),
            hasWords: false,
            hasLink: false,
          };
        }
      },
      ontext(text) {
        if (open !== undefined && !frame.test(open.name) && /\S/.test(text)) open.hasWords = true;
      },
      onclosetag(_name, isImplied) {
        if (open === undefined || (depth -= 1) > 0) return;
        // Text stays, and one that is never closed has not all the rest of the article in it.
        found.push({ embed: open, to: isImplied || open.hasWords ? open.contentFrom : parser.endIndex + 1 });
        open = undefined;
      },
    },
    { recognizeSelfClosing: true },
  );
  parser.end(html);
  return found;
}

function addressesOf(name: string, attributes: Attributes): string[] {
  const [key, site] = bySite[name] ?? [];
  const id = key === undefined ? undefined : attributes[key];
  if (id !== undefined) return [`${site}${encodeURIComponent(id)}`];
  if (name === 'param')
    return /^(?:movie|src|url|filename)$/i.test(attributes['name'] ?? '') ? given(attributes['value']) : [];
  const late = Object.entries(attributes).filter(([key]) => /^data-(?:[a-z-]{0,30}-)?(?:src|url|href)$/.test(key));
  const { src, data, url, cite, 'data-instgrm-permalink': permalink } = attributes;
  return [src, data, url, permalink, cite, ...late.map(([, value]) => value)].flatMap(given);
}

const given = (address: string | undefined): string[] =>
  address === undefined || /^\s*(?:about:|data:|javascript:|#|$)/i.test(address) ? [] : [address];

/** Counters of readers, and what only scripts need. */
const isHidden = ({ width, height, style = '', hidden }: Attributes): boolean =>
  hidden !== undefined ||
  /^[01](?:px)?$/.test(width ?? '') ||
  /^[01](?:px)?$/.test(height ?? '') ||
  /(?:display:\s*none|visibility:\s*hidden)/i.test(style);

function link(url: string, { title, 'aria-label': label }: Attributes): string {
  const words =
    [title, label].map((text) => text?.trim()).find((text) => text) ?? new URL(url).host.replace(/^www\./, '');
  return ` <a href="${escapeXml(url).replaceAll('"', '&quot;')}">${escapeXml(words)}</a> `;
}
