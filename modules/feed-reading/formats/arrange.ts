import { namespaceOf, prefixOf } from '../repair/namespaces.ts';
import { escapeXml } from '../repair/repairText.ts';
import { Scopes } from './scopes.ts';
import { tokensOf } from './xmlTokens.ts';

/** A feed in the one shape that rss-parser reads without loss. */
export interface Arranged {
  readonly format: 'rss' | 'rdf' | 'atom';
  readonly xml: string;
}

interface Frame {
  /** As it is written. */
  readonly name: string;
  /** The prefixes that it declares. */
  readonly declared: readonly string[];
  readonly kind: 'root' | 'channel' | 'item' | 'other';
}

/** An element inside of a text construct, which stays as it is. */
const within: Frame = { name: '', declared: [], kind: 'other' };

/** Elements whose children are HTML, whatever their markup claims to be. */
const textConstructs = new Set([
  'rss:title',
  'rss:description',
  'rss:copyright',
  'rss:rights',
  'module-content:encoded',
  'dc:title',
  'dc:description',
  'media:title',
  'media:description',
  'atom:title',
  'atom:summary',
  'atom:content',
  'atom:rights',
  'atom:subtitle',
  'atom:tagline',
  'itunes:summary',
  'xhtml:body',
  'xhtml:div',
]);

/**
 * Rewrites a well-formed feed for rss-parser: every element by one prefix for its namespace, items wherever they stand
 * (beside the channel, inside of another item) in document order at the end of one channel, and markup inside of text
 * constructs as text. Element names with a prefix pass rss-parser's own readings by, of which some throw (a date that
 * is none) and some take quadratic time (snippets); only customFields see them.
 */
export function arrange(xml: string): Arranged {
  let format: Arranged['format'] = 'rss';
  let rootAttributes = '';
  const shell: string[] = [];
  const items: string[][] = [];
  const into: string[][] = [shell];
  const frames: Frame[] = [];
  const scopes = new Scopes();
  let construct:
    | {
        readonly name: string;
        readonly attributes: string;
        readonly depth: number;
        markup: boolean;
        readonly parts: string[];
      }
    | undefined;
  let copied = 0;

  for (const { from, to, cdata, tag } of tokensOf(xml)) {
    const all = xml.slice(from, to);
    const between = frames.length === 0 ? '' : xml.slice(copied, from);
    copied = to;
    (construct?.parts ?? into.at(-1)!).push(between);
    if (tag === undefined) {
      if (cdata !== undefined)
        (construct?.parts ?? into.at(-1)!).push(construct === undefined ? all : escapeXml(cdata));
      continue;
    }
    const { name, attributes, isEnd, isEmpty } = tag;
    if (isEnd) {
      const frame = frames.pop();
      scopes.close(frame?.declared ?? []);
      if (construct !== undefined && frames.length > construct.depth) {
        construct.parts.push(all);
      } else if (construct !== undefined) {
        into.at(-1)!.push(written(construct));
        construct = undefined;
      } else if (frame?.kind === 'item') into.pop();
      else if (frame?.kind === 'other') into.at(-1)!.push(`</${frame.name}>`);
      continue;
    }
    if (construct !== undefined) {
      construct.markup = true;
      construct.parts.push(all);
      if (!isEmpty) frames.push(within);
      continue;
    }
    const declared = scopes.open(attributes);
    const local = name.slice(name.indexOf(':') + 1).toLowerCase();
    if (frames.length === 0) {
      format = local === 'feed' ? 'atom' : local === 'rdf' ? 'rdf' : 'rss';
      rootAttributes = attributes;
      // Whatever its default namespace claims (RSS 2.0 in Atom's is common), the root's is the format's own.
      scopes.declare('', namespaceOf[format === 'atom' ? 'atom' : 'rss']);
      if (!isEmpty) frames.push({ name, declared, kind: 'root' });
      continue;
    }
    const own = canonical(name, scopes, format);
    if (isEmpty) scopes.close(declared);
    let kind: Frame['kind'] = 'other';
    if (own === (format === 'atom' ? 'atom:entry' : 'rss:item')) kind = 'item';
    else if (own === 'rss:channel' && format !== 'atom') kind = 'channel';
    if (kind === 'item') {
      if (isEmpty) continue; // holds nothing
      const item: string[] = [attributes];
      items.push(item);
      into.push(item);
    } else if (kind === 'channel') rootAttributes += attributes;
    else if (textConstructs.has(own) && !isEmpty)
      construct = { name: own, attributes, depth: frames.length, markup: false, parts: [] };
    else into.at(-1)!.push(`<${own}${attributes}${isEmpty ? '/' : ''}>`);
    if (!isEmpty) frames.push({ name: own, declared, kind });
  }

  const entry = format === 'atom' ? 'entry' : 'item';
  const body =
    shell.join('') +
    items.map(([attributes, ...parts]) => `<${entry}${attributes}>${parts.join('')}</${entry}>`).join('');
  const own = unique(rootAttributes);
  return {
    format,
    xml:
      format === 'atom'
        ? `<feed format="atom"${own}>${body}</feed>`
        : `<rss version="2.0"><channel format="${format}"${own}>${body}</channel></rss>`,
  };
}

/** Markup, or text as it was: CDATA is text already, and becomes text again. */
function written(construct: {
  readonly name: string;
  readonly attributes: string;
  readonly markup: boolean;
  readonly parts: readonly string[];
}): string {
  const inner = construct.parts.join('');
  if (!construct.markup) return `<${construct.name}${construct.attributes}>${inner}</${construct.name}>`;
  return `<${construct.name}${construct.attributes} markup="yes">${escapeXml(inner)}</${construct.name}>`;
}

function canonical(name: string, scopes: Scopes, format: Arranged['format']): string {
  const colon = name.indexOf(':');
  const prefix = colon < 0 ? '' : name.slice(0, colon);
  const local = name
    .slice(colon + 1)
    .replaceAll(':', '.')
    .toLowerCase();
  const uri = scopes.uriOf(prefix);
  const known = uri === undefined ? undefined : prefixOf(uri);
  if (known === 'content') return `module-content:${local}`; // rss-parser makes a snippet of content:encoded
  if (known !== undefined) return `${known}:${local}`;
  // A default namespace that nobody knows (or none) is the format's own; RSS 2.0 has none by its specification.
  if (prefix === '') return `${format === 'atom' ? 'atom' : 'rss'}:${local}`;
  return `other:${local}`;
}

/** The root's and the channel's attributes in one tag: the base and the language count, the namespaces do no longer. */
function unique(attributes: string): string {
  const kept = new Map<string, string>();
  for (const [, name, value] of attributes.matchAll(/\s(xml:base|xml:lang)\s*=\s*("[^"]*"|'[^']*')/g))
    kept.set(name!, value!);
  return [...kept].map(([name, value]) => ` ${name}=${value}`).join('');
}
