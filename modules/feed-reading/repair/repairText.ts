import { decodeHTMLStrict } from 'entities';
import type { Repairs } from './repairNotes.ts';

const xmlEntities = new Set(['&amp;', '&lt;', '&gt;', '&quot;', '&apos;']);
// Bounded repetitions only, so that a document of nothing but ampersands takes linear time.
const reference = /&(?:#x[0-9a-f]{1,8};|#[0-9]{1,9};|[a-z][a-z0-9]{1,31};)|(?:&(?=[^#a-z]|$)){1,1000}|&/gi;

const forbidden = /[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/g;

/** Removes what no XML document may hold (XML 1.0, section 2.2); lone surrogates become U+FFFD. */
export function repairCharacters(text: string, repairs: Repairs): string {
  const wellFormed = text.isWellFormed() ? text : text.toWellFormed();
  if (wellFormed.search(forbidden) < 0) return wellFormed;
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
