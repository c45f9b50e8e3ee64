import { namespaceOf, prefixOf } from '../repair/prolog.ts';
import { escapeXml } from '../repair/repairTag.ts';
import { formatOf, ourName, ownPrefix } from './names.ts';
import type { XmlFormat } from './names.ts';
import { Scopes, tokensOf } from './xmlNode.ts';
import type { XmlToken } from './xmlNode.ts';

/** A feed in the one shape that rss-parser reads without loss. */
export interface Arranged {
  readonly format: XmlFormat;
  readonly xml: string;
}

interface Frame {
  /** As it is written. */
  readonly name: string;
  /** The prefixes that it declares. */
  readonly declared: readonly string[];
  readonly kind: 'root' | 'channel' | 'item' | 'other';
}

type StartTag = Omit<NonNullable<XmlToken['tag']>, 'isEnd'>;

interface TextConstruct {
  readonly name: string;
  readonly attributes: string;
  /** How many elements it stands in. */
  readonly depth: number;
  markup: boolean;
  /** What is in it as XML has it, with CDATA as text. */
  readonly parts: string[];
  /** The same where it is markup: what is escaped or in CDATA beside it is HTML, but not in XHTML. */
  readonly html: string[];
}

/** An element inside of a text construct, which stays as it is. */
const within: Frame = { name: '', declared: [], kind: 'other' };

/** Elements whose children are HTML, whatever their markup claims to be. */
export const textConstructs = new Set([
  'rss:title',
  'rss:description',
  'rss:copyright',
  'rss:rights',
  'rss:body',
  'rss:content',
  'rss:fulltext',
  'rss:summary',
  'other:full-text',
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
  const arrangement = new Arrangement();
  let copied = 0;
  for (const { from, to, cdata, tag } of tokensOf(xml)) {
    const written = xml.slice(from, to);
    if (arrangement.isInsideOfRoot) arrangement.add(xml.slice(copied, from));
    copied = to;
    if (tag?.isEnd) arrangement.end(written);
    else if (tag) arrangement.begin(written, tag);
    else if (cdata !== undefined) arrangement.addCdata(written, cdata);
  }
  return arrangement.finish();
}

/** A feed while it is rewritten, token by token. */
class Arrangement {
  private format: XmlFormat = 'rss';
  private rootAttributes = '';
  private readonly shell: string[] = [];
  private readonly items: string[][] = [];
  private readonly into: string[][] = [this.shell];
  private readonly frames: Frame[] = [];
  private readonly scopes = new Scopes();
  private construct: TextConstruct | undefined;

  get isInsideOfRoot(): boolean {
    return this.frames.length > 0;
  }

  add(text: string): void {
    if (this.construct === undefined) this.into.at(-1)!.push(text);
    else this.addTo(this.construct, text, this.isOutermost && escapedMarkup.test(text) ? unescapeXml(text) : text);
  }

  /** CDATA inside of a text construct becomes text, or stands beside its markup as such. */
  addCdata(written: string, text: string): void {
    if (this.construct === undefined) this.add(written);
    else this.addTo(this.construct, escapeXml(text), text);
  }

  private addTo({ parts, html, attributes }: TextConstruct, text: string, asHtml: string): void {
    parts.push(text);
    html.push(isXhtml.test(attributes) ? text : asHtml);
  }

  private get isOutermost(): boolean {
    return this.frames.length === (this.construct?.depth ?? -1) + 1;
  }

  end(written: string): void {
    const frame = this.frames.pop();
    this.scopes.close(frame?.declared ?? []);
    if (this.construct !== undefined && this.frames.length > this.construct.depth) {
      this.construct.html.push(frame?.name ? `</${frame.name}>` : written);
    } else if (this.construct !== undefined) {
      this.into.at(-1)!.push(constructText(this.construct));
      this.construct = undefined;
    } else if (frame?.kind === 'item') this.into.pop();
    else if (frame?.kind === 'other') this.add(`</${frame.name}>`);
  }

  begin(written: string, { name, attributes, isEmpty }: StartTag): void {
    if (this.construct !== undefined) {
      this.beginWithin(this.construct, written, { name, attributes, isEmpty });
      return;
    }
    const declared = this.scopes.open(attributes);
    if (!this.isInsideOfRoot) {
      this.beginRoot(name, attributes);
      if (!isEmpty) this.frames.push({ name, declared, kind: 'root' });
      return;
    }
    const own = canonical(name, this.scopes, this.format);
    if (isEmpty) this.scopes.close(declared);
    const kind = this.kindOf(own);
    if (kind === 'item' && isEmpty) return; // holds nothing
    if (kind === 'item') this.beginItem(attributes);
    else if (kind === 'channel') this.rootAttributes += attributes;
    else if (textConstructs.has(own) && !isEmpty)
      this.construct = { name: own, attributes, depth: this.frames.length, markup: false, parts: [], html: [] };
    else this.add(`<${own}${attributes}${isEmpty ? '/' : ''}>`);
    if (!isEmpty) this.frames.push({ name: own, declared, kind });
  }

  /** Elements of XHTML lose their prefix, by which HTML would not know them. */
  private beginWithin(construct: TextConstruct, written: string, { name, attributes, isEmpty }: StartTag): void {
    construct.markup = true;
    const declared = this.scopes.open(attributes);
    const colon = name.indexOf(':');
    const isPrefixed = colon > 0 && prefixOf(this.scopes.uriOf(name.slice(0, colon)) ?? '') === 'xhtml';
    const own = isPrefixed ? name.slice(colon + 1) : '';
    construct.html.push(isPrefixed ? `<${own}${attributes}${isEmpty ? '/' : ''}>` : written);
    if (isEmpty) this.scopes.close(declared);
    else this.frames.push(declared.length === 0 && !isPrefixed ? within : { name: own, declared, kind: 'other' });
  }

  finish(): Arranged {
    const entry = this.format === 'atom' ? 'atom:entry' : 'rss:item';
    const body =
      this.shell.join('') +
      this.items.map(([attributes, ...parts]) => `<${entry}${attributes}>${parts.join('')}</${entry}>`).join('');
    const own = unique(this.rootAttributes);
    return {
      format: this.format,
      xml:
        this.format === 'atom'
          ? `<feed${own}>${body}</feed>`
          : `<rss version="2.0"><channel${own}>${body}</channel></rss>`,
    };
  }

  private beginRoot(name: string, attributes: string): void {
    this.format = formatOf(name);
    this.rootAttributes = attributes;
    // Whatever its default namespace claims (RSS 2.0 in Atom's is common), the root's is the format's own.
    this.scopes.declare('', namespaceOf[ownPrefix(this.format)]);
  }

  private beginItem(attributes: string): void {
    const item: string[] = [attributes];
    this.items.push(item);
    this.into.push(item);
  }

  private kindOf(name: string): Frame['kind'] {
    if (name === (this.format === 'atom' ? 'atom:entry' : 'rss:item')) return 'item';
    return name === 'rss:channel' && this.format !== 'atom' ? 'channel' : 'other';
  }
}

/** Markup, or text as it was: CDATA is text already, and becomes text again. */
const constructText = ({ name, attributes, markup, parts, html }: TextConstruct): string =>
  markup
    ? `<${name}${attributes} markup="yes">${escapeXml(html.join(''))}</${name}>`
    : `<${name}${attributes}>${parts.join('')}</${name}>`;

/** Atom's XHTML is what XML says (RFC 4287, section 3.1.1.3); elsewhere markup is a generator's mistake for HTML. */
const isXhtml = /\stype\s*=\s*["'][^"']*xhtml/i;
/** Whole elements of HTML, in text that stands beside markup. */
const escapedMarkup = /&lt;(?:\/[a-z][a-z\d]{0,20}\s*(?:&gt;|>)|(?:br|img|hr)[\s/&>])/i;
const unescapeXml = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

function canonical(name: string, scopes: Scopes, format: XmlFormat): string {
  const colon = name.indexOf(':');
  const uri = scopes.uriOf(colon < 0 ? '' : name.slice(0, colon));
  return ourName(name, uri === undefined ? undefined : prefixOf(uri), format);
}

/** The root's and the channel's attributes in one tag: the base and the language count, the namespaces do no longer. */
function unique(attributes: string): string {
  const kept = new Map<string, string>();
  for (const [, name, quoted] of attributes.matchAll(/\s(xml:base|xml:lang)\s*=\s*("[^"]*"|'[^']*')/g)) {
    const value = quoted!.slice(1, -1);
    kept.set(name!, name === 'xml:base' ? baseWithin(kept.get(name), value) : value);
  }
  return [...kept].map(([name, value]) => ` ${name}="${value.replaceAll('"', '&quot;')}"`).join('');
}

/** An element's base is relative to that of the one around it (XML Base, section 4.1). */
export const baseWithin = (outer: string | undefined, base: string): string =>
  outer !== undefined && URL.canParse(base, outer) ? new URL(base, outer).href : base;
