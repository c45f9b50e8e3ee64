import { plainText } from './plainText.ts';

/**
 * Names of authors: RSS's "email (Name)" and Dublin Core's plain names alike, without addresses, each once.
 * @returns at most 20
 */
export function authorsOf(raw: readonly string[]): string[] {
  const names = new Map<string, string>();
  for (const text of raw.slice(0, 100)) {
    const name = nameIn(plainText({ text: text.slice(0, 300), kind: 'either' }));
    if (name !== '' && !names.has(name.toLowerCase())) names.set(name.toLowerCase(), name);
  }
  return [...names.values()].slice(0, 20);
}

function nameIn(text: string): string {
  const inBrackets = /^[^\s@]+@[^\s@(]+ ?\(([^()]+)\)$/.exec(text)?.[1];
  const named = inBrackets ?? text.replace(/<?[^\s<>()]+>?/g, (word) => (/[^<]@[^>]/.test(word) ? '' : word));
  return named
    .replace(/^mailto:|^by /i, '')
    .replace(/\s+/g, ' ')
    .trim();
}
