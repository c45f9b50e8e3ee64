import type { RawText } from '../raw.ts';

/** A piece of markup in well-formed XML, by its place in the text. */
export interface XmlToken {
  readonly from: number;
  readonly to: number;
  /** Of a CDATA section: what is in it. */
  readonly cdata?: string;
  /** Of a start or end tag. */
  readonly tag?: {
    readonly name: string;
    readonly attributes: string;
    readonly isEnd: boolean;
    readonly isEmpty: boolean;
  };
}

const enclosed = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const;
const tagAt = /<(\/?)([^\s/<>]+)((?:\s+[^\s=<>]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>/y;

/**
 * The markup of a text that `repairXml` gave, in its order and in one walk: comments, CDATA sections, instructions and
 * tags.
 */
export function* tokensOf(xml: string): Generator<XmlToken> {
  let to = 0;
  for (let from = xml.indexOf('<'); from >= 0; from = xml.indexOf('<', to)) {
    const [open, close] = enclosed.find(([mark]) => xml.startsWith(mark, from)) ?? [];
    if (open !== undefined) {
      const end = xml.indexOf(close, from + open.length);
      if (end < 0) return; // its end is missing, and that of all such that follow
      to = end + close.length;
      yield { from, to, ...(open === '<![CDATA[' && { cdata: xml.slice(from + open.length, end) }) };
      continue;
    }
    tagAt.lastIndex = from;
    const [all = '<', slash, name = '', attributes = '', selfClosing] = tagAt.exec(xml) ?? [];
    to = from + all.length;
    if (name !== '') yield { from, to, tag: { name, attributes, isEnd: slash === '/', isEmpty: selfClosing === '/' } };
  }
}

/**
 * Which namespace each prefix stands for, as elements open and close (Namespaces in XML 1.0, section 6): a step each,
 * however many are open.
 */
export class Scopes {
  readonly #uris = new Map<string, string[]>();

  /** @returns the prefixes that the attributes of a start tag declare, to be closed with its element */
  open(attributes: string): readonly string[] {
    if (!attributes.includes('xmlns')) return [];
    return [...attributes.matchAll(/\sxmlns(?::([^\s=]+))?\s*=\s*["']([^"']*)["']/g)].map(([, prefix = '', uri = '']) =>
      this.declare(prefix, uri),
    );
  }

  declare(prefix: string, uri: string): string {
    const standing = this.#uris.get(prefix);
    if (standing === undefined) this.#uris.set(prefix, [uri]);
    else standing.push(uri);
    return prefix;
  }

  close(prefixes: readonly string[]): void {
    for (const prefix of prefixes) this.#uris.get(prefix)?.pop();
  }

  uriOf(prefix: string): string | undefined {
    return this.#uris.get(prefix)?.at(-1);
  }
}

/**
 * An element as xml2js gives it: a string, or an object with text under "_", attributes under "$", and lists of
 * children.
 */
export type XmlNode = string | { readonly [child: string]: unknown };

const none: readonly XmlNode[] = [];

/** The elements of a name, none where there are none. */
export function children(node: XmlNode | undefined, name: string): readonly XmlNode[] {
  if (typeof node !== 'object') return none;
  const found = node[name];
  return Array.isArray(found) ? (found as XmlNode[]) : none;
}

/** An element's text without the space around it; undefined where there is none. */
export function textOf(node: XmlNode | undefined): string | undefined {
  const text = typeof node === 'object' ? node['_'] : node;
  return typeof text === 'string' ? text.trim() || undefined : undefined;
}

/** An attribute's value without the space around it; undefined where there is none. */
export function attributeOf(node: XmlNode | undefined, name: string): string | undefined {
  if (typeof node !== 'object') return undefined;
  const attributes = node['$'] as Readonly<Record<string, unknown>> | undefined;
  const value = attributes?.[name];
  return typeof value === 'string' ? value.trim() || undefined : undefined;
}

/** An address in an attribute, by the element's own base where it has an absolute one. */
export function addressOf(node: XmlNode, name: string): string | undefined {
  const address = attributeOf(node, name);
  const base = address === undefined ? undefined : attributeOf(node, 'xml:base');
  return address !== undefined && base !== undefined && URL.canParse(address, base)
    ? new URL(address, base).href
    : address;
}

/** The text of the first element that has any, of names in order of preference. */
export function firstText(node: XmlNode, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    for (const child of children(node, name)) {
      const text = textOf(child);
      if (text !== undefined) return text;
    }
  }
  return undefined;
}

/** The texts of all elements of the names. */
export function allTexts(node: XmlNode, ...names: readonly string[]): string[] {
  const texts: string[] = [];
  for (const name of names) {
    for (const child of children(node, name)) {
      const text = textOf(child);
      if (text !== undefined) texts.push(text);
    }
  }
  return texts;
}

/** A whole number of an attribute; undefined where it is none. */
export function wholeNumber(value: string | undefined): number | undefined {
  if (value === undefined || !/^\d{1,15}(?:\.\d*)?(?:px)?$/.test(value)) return undefined;
  return Number.parseInt(value, 10);
}

/**
 * The first text of the names in order, and whether it is HTML (RFC 4287, section 3.1; Atom 0.3, `mode`).
 * @param kind what it is where it does not say so itself
 */
export function rawText(node: XmlNode, names: readonly string[], kind: RawText['kind']): RawText | undefined {
  for (const name of names) {
    for (const element of children(node, name)) {
      const text = textOf(element);
      if (text === undefined || isOtherMedia(element)) continue;
      return constructed(element, text, name.startsWith('atom:') ? 'either' : kind);
    }
  }
  return undefined;
}

/** Whether an element holds a picture, a sound or the like, in base64 (RFC 4287, section 4.1.3.3). */
function isOtherMedia(element: XmlNode): boolean {
  const type = attributeOf(element, 'type') ?? '';
  return type.includes('/') && !/^text\/|html|xml/i.test(type) && attributeOf(element, 'mode') === undefined;
}

function constructed(element: XmlNode, text: string, kind: RawText['kind']): RawText {
  const own = attributeOf(element, 'xml:base');
  if (attributeOf(element, 'markup') !== undefined) {
    // set by arrange()
    const inner = /\sxml:base\s*=\s*["']([^"'<>]*)["']/.exec(/^\s*<[^<>]*/.exec(text)?.[0] ?? '')?.[1];
    return { text, kind: 'html', bases: [own, inner].filter((base) => base !== undefined) };
  }
  const bases = own === undefined ? [] : [own];
  const type = attributeOf(element, 'type')?.toLowerCase();
  const decoded = attributeOf(element, 'mode') === 'base64' ? Buffer.from(text, 'base64').toString('utf8') : text;
  if (type === undefined) return { text: decoded, kind, bases };
  if (/html/.test(type)) return { text: decoded, kind: 'html', bases };
  return { text: decoded, kind: type.startsWith('text') ? 'plain' : kind, bases };
}
