/** Letters that Unicode does not take apart, and that people type otherwise on a keyboard that lacks them. */
const plainer: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ə: 'e',
  ı: 'i',
  ς: 'σ',
  // Arabic: as keyboards of neighbouring languages write them; the line that stretches a word
  ى: 'ي',
  ی: 'ي',
  ک: 'ك',
  ـ: '',
};
const special = new RegExp(`[${Object.keys(plainer).join('')}]`, 'g');

/**
 * Accents, vowel signs of Arabic and points of Hebrew: signs that a reader may leave out. In other scripts marks are
 * letters of their own (Bengali), or tell one letter from another (kana, and й, which nobody types as и).
 */
const mark = /(?<!и)[[\p{M}&&[\p{Script=Inherited}\p{Script=Arabic}\p{Script=Hebrew}]]--[\u3099\u309A]]/gv;

/** A text as words of it are compared: small letters, without what a reader may leave out (Unicode Annex 15: NFKD). */
export const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKD')
    .replace(mark, '')
    .normalize('NFC')
    .replace(special, (letter) => plainer[letter] ?? letter);
