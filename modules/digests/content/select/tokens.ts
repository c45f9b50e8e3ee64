/** Scripts that put no spaces between words. */
const spaceless = ['Han', 'Hiragana', 'Katakana', 'Thai', 'Lao', 'Khmer', 'Myanmar', 'Tibetan']
  .map((script) => String.raw`\p{Script=${script}}`)
  .join('');
const runs = new RegExp(String.raw`[[${spaceless}]\p{M}]+|[[\p{L}\p{M}\p{N}]--[${spaceless}]]+`, 'gv');
const isSpaceless = new RegExp(`^[${spaceless}]`, 'u');
/**
 * Marks that one newsroom writes and another leaves out: the dot of a Turkish İ in lower case, Arabic vowel signs and
 * tatweel, joiners, soft hyphens.
 */
const optional = /[\u0307\u0640\u064B-\u065F\u0670\u00AD\u200B-\u200D]/g;

/**
 * The words of a text, so that equal texts have equal words however they were typed: NFKC, lower case, without what
 * newsrooms leave out. Where a script has no spaces, each two neighbouring characters are a word.
 */
export function tokensOf(text: string): string[] {
  const folded = text.normalize('NFKC').toLowerCase().replace(optional, '').replaceAll('ё', 'е').replaceAll('ı', 'i');
  return (folded.match(runs) ?? []).flatMap((run) => (isSpaceless.test(run) ? pairsOf(run) : [run]));
}

function pairsOf(run: string): string[] {
  const characters = [...run];
  return characters.length < 2
    ? characters
    : characters.slice(1).map((character, before) => characters[before]! + character);
}
