import type { RawText } from '../raw.ts';
import { attributeOf, children, textOf, type XmlNode } from './xmlNode.ts';

/**
 * The first text of the names in order, and whether it is HTML (RFC 4287, section 3.1; Atom 0.3, `mode`).
 * @param kind what it is where it does not say so itself
 */
export function rawText(node: XmlNode, names: readonly string[], kind: RawText['kind']): RawText | undefined {
  for (const name of names) {
    for (const element of children(node, name)) {
      const text = textOf(element);
      if (text !== undefined) return constructed(element, text, name.startsWith('atom:') ? 'either' : kind);
    }
  }
  return undefined;
}

function constructed(element: XmlNode, text: string, kind: RawText['kind']): RawText {
  const base = attributeOf(element, 'xml:base');
  if (attributeOf(element, 'markup') !== undefined) return { text, kind: 'html', base }; // set by arrange()
  const type = attributeOf(element, 'type')?.toLowerCase();
  const decoded = attributeOf(element, 'mode') === 'base64' ? Buffer.from(text, 'base64').toString('utf8') : text;
  if (type === undefined) return { text: decoded, kind, base };
  if (/html/.test(type)) return { text: decoded, kind: 'html', base };
  return { text: decoded, kind: type.startsWith('text') ? 'plain' : kind, base };
}
