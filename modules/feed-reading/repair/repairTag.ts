import type { Repairs } from './repairNotes.ts';
import { repairReferences } from './repairText.ts';

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
