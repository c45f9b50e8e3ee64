import { decodeHTMLStrict } from 'entities';

/** The repairs, in words for one and for many. */
const words = {
  ampersand: ['escaped a bare ampersand', 'escaped # bare ampersands'],
  angle: ['escaped a bare "<"', 'escaped # bare "<"'],
  control: ['removed a character that XML forbids', 'removed # characters that XML forbids'],
  entity: ['replaced an HTML entity that XML does not know', 'replaced # HTML entities that XML does not know'],
  reference: [
    'removed a reference to a character that XML forbids',
    'removed # references to characters that XML forbids',
  ],
  tag: ['mended the attributes of a tag', 'mended the attributes of # tags'],
  unclosed: ['closed an element that was left open', 'closed # elements that were left open'],
  stray: ['removed an end tag that closes nothing', 'removed # end tags that close nothing'],
  cdata: ['closed a CDATA section that was left open', 'closed # CDATA sections that were left open'],
  comment: ['removed a malformed comment', 'removed # malformed comments'],
  declaration: ['removed a declaration out of place', 'removed # declarations out of place'],
  prefix: ['declared a namespace prefix', 'declared # namespace prefixes'],
} as const;

export type Repair = keyof typeof words;

/** Counts repairs of a kind, and says them in words. */
export class Repairs {
  readonly #counts = new Map<Repair, number>();
  readonly #more: string[] = [];

  count(kind: Repair, times = 1): void {
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + times);
  }

  say(note: string): void {
    this.#more.push(note);
  }

  notes(): string[] {
    return [
      ...this.#more,
      ...[...this.#counts].map(([kind, times]) =>
        times === 1 ? words[kind][0] : words[kind][1].replace('#', String(times)),
      ),
    ];
  }
}

const xmlEntities = new Set(['&amp;', '&lt;', '&gt;', '&quot;', '&apos;']);
// Bounded repetitions only, so that a document of nothing but ampersands takes linear time.
const reference = /&(?:#x[0-9a-f]{1,8};|#[0-9]{1,9};|[a-z][a-z0-9]{1,31};)|(?:&(?=[^#a-z]|$)){1,1000}|&/gi;

const forbidden = /[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/g;

export const holdsForbidden = (text: string): boolean => text.search(forbidden) >= 0;

/** Removes what no XML document may hold (XML 1.0, section 2.2); lone surrogates become U+FFFD. */
export function repairCharacters(text: string, repairs: Repairs): string {
  const wellFormed = text.isWellFormed() ? text : text.toWellFormed();
  if (!holdsForbidden(wellFormed)) return wellFormed;
  return wellFormed.replace(forbidden, () => (repairs.count('control'), ''));
}

/** Makes each `&` of text or of an attribute's value one that XML knows (XML 1.0, section 4.1). */
export function repairReferences(text: string, repairs: Repairs): string {
  if (!text.includes('&')) return text;
  return text.replace(reference, (found) => {
    if (xmlEntities.has(found)) return found;
    if (found.startsWith('&#')) return isXmlCharacter(found) ? found : (repairs.count('reference'), '');
    if (found.endsWith(';')) {
      const decoded = decodeHTMLStrict(found);
      if (decoded !== found) return (repairs.count('entity'), escapeXml(decoded));
    }
    const bare = found.lastIndexOf('&') + 1; // a run of them, or an entity that nobody knows
    repairs.count('ampersand', bare);
    return '&amp;'.repeat(bare) + found.slice(bare);
  });
}

/** Text as XML writes it. */
export const escapeXml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

function isXmlCharacter(found: string): boolean {
  const digits = found.slice(2, -1);
  const code = /^x/i.test(digits) ? Number.parseInt(digits.slice(1), 16) : Number.parseInt(digits, 10);
  if (code < 0x20) return code === 9 || code === 10 || code === 13;
  return code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfffe && code !== 0xffff;
}

// The characters that sax takes for names: XML's, of the basic plane.
const start =
  ':_A-Za-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C\\u200D' +
  '\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD';
const name = `[${start}][${start}\\u00B7\\u0300-\\u036F\\u203F\\u2040.0-9-]*`;
/**
 * XML's own white space (XML 1.0, section 2.3). No name holds any, so that there is one way to read a tag: with \\s,
 * U+1680 is both.
 */
const space = '[ \\t\\r\\n]';
// No part of these passes a "<", so a failed match costs no more than the way to the next one.
const wellFormed = new RegExp(
  `<(${name})((?:${space}+${name}${space}*=${space}*(?:"[^"<]*"|'[^'<]*'))*)${space}*(/?)>`,
  'y',
);
const opening = new RegExp(`<(${name})(?=[\\s/>"'=])`, 'y');
const attribute = new RegExp(`(${name})(?:${space}*=${space}*("[^"<]*"|'[^'<]*'|[^\\s"'<>]*))?`, 'y');
const closing = new RegExp(`</(${name})${space}*>`, 'y');

export interface StartTag {
  readonly name: string;
  /** Between the name and the end, as in the repaired document. */
  readonly attributes: string;
  readonly selfClosing: boolean;
  /** Index after ">". */
  readonly end: number;
  /** The text to write from "<" up to, and without, the final "/" and ">"; undefined where it may stay. */
  readonly repaired?: string;
}

/** The start tag at an index, mended if need be; undefined where no tag begins. */
export function startTagAt(text: string, at: number, repairs: Repairs): StartTag | undefined {
  wellFormed.lastIndex = at;
  const match = wellFormed.exec(text);
  if (match === null) return brokenTagAt(text, at, repairs);
  const [all, tagName, attributes, slash] = match as unknown as [string, string, string, string];
  const tag = { name: tagName, selfClosing: slash === '/', end: at + all.length };
  if (!attributes.includes('&')) return { ...tag, attributes };
  const mended = repairReferences(attributes, repairs);
  return mended === attributes
    ? { ...tag, attributes }
    : { ...tag, attributes: mended, repaired: `<${tagName}${mended}` };
}

/** The name and the end of the end tag at an index; undefined where there is none. */
export function endTagAt(text: string, at: number): { readonly name: string; readonly end: number } | undefined {
  closing.lastIndex = at;
  const match = closing.exec(text);
  return match === null ? undefined : { name: match[1]!, end: at + match[0].length };
}

function brokenTagAt(text: string, at: number, repairs: Repairs): StartTag | undefined {
  opening.lastIndex = at;
  const opened = opening.exec(text);
  if (opened === null) return undefined;
  const attributes = new Map<string, string>();
  let index = at + opened[0].length;
  while (index < text.length && text[index] !== '<') {
    if (text[index] === '>') {
      repairs.count('tag');
      const written = [...attributes].map(([key, value]) => ` ${key}="${value.replaceAll('"', '&quot;')}"`).join('');
      return {
        name: opened[1]!,
        attributes: written,
        selfClosing: text[index - 1] === '/',
        end: index + 1,
        repaired: `<${opened[1]}${written}`,
      };
    }
    attribute.lastIndex = index;
    const found = attribute.exec(text);
    if (found === null) {
      index += 1; // white space of any kind, a stray quote or slash
    } else {
      index += found[0].length;
      const value = (found[2] ?? '').replace(/^(["'])(.*)\1$/s, '$2');
      if (!attributes.has(found[1]!)) attributes.set(found[1]!, repairReferences(value, repairs));
    }
  }
  return undefined;
}
