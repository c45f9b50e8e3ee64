export type Direction = 'ltr' | 'rtl';

const rtlScripts = ['Arabic', 'Hebrew', 'Syriac', 'Thaana', 'Nko', 'Adlam', 'Hanifi_Rohingya', 'Mandaic', 'Samaritan']
  .map((script) => `\\p{Script=${script}}`)
  .join('');
const rtlLetter = new RegExp(`[${rtlScripts}]`, 'u');
const letters = /\p{L}/gu;

/** The side that a text begins on, by its first letter, as `dir="auto"` would say it in mail programs that know it. */
export function directionOfText(text: string, otherwise: Direction): Direction {
  const [letter] = /\p{L}/u.exec(text) ?? [];
  if (letter === undefined) return otherwise;
  return rtlLetter.test(letter) ? 'rtl' : 'ltr';
}

/**
 * The side that a story begins on: by its language, also where its headline begins with a name in other letters. Many
 * feeds say English, whatever they hold: a text that is for the most part written from right to left is believed before
 * them, as is one that has no such letter at all. Latin names are everywhere, so that a few of those tell nothing.
 * Where no language is said, that text decides alone.
 * @param language BCP 47; its script decides where it names one (CLDR's layout data, by ECMA-402)
 */
export function directionOfStory(language: string | undefined, text: string, otherwise: Direction): Direction {
  const told = language === undefined || language === '' ? undefined : directionOfLanguage(language);
  const all = text.match(letters) ?? [];
  if (all.length === 0) return told ?? otherwise;
  const share = all.filter((letter) => rtlLetter.test(letter)).length / all.length;
  return (told === 'rtl' ? share > 0 : share >= (told === 'ltr' ? 3 / 4 : 1 / 2)) ? 'rtl' : 'ltr';
}

/** Undetermined, several, none, and none of the list (ISO 639-2). */
const unsaid = new Set(['und', 'mul', 'zxx', 'mis']);

function directionOfLanguage(language: string): Direction | undefined {
  try {
    const locale = new Intl.Locale(language);
    if (locale.script === undefined && unsaid.has(language.toLowerCase())) return undefined;
    return locale.getTextInfo().direction === 'rtl' ? 'rtl' : 'ltr';
  } catch {
    return undefined; // RangeError: the platform's word for an invalid tag
  }
}
