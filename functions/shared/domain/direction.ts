export type Direction = 'ltr' | 'rtl';

const rtlScripts = ['Arabic', 'Hebrew', 'Syriac', 'Thaana', 'Nko', 'Adlam', 'Hanifi_Rohingya', 'Mandaic', 'Samaritan'].map((script) => `\\p{Script=${script}}`).join('');
const letterOf = { rtl: new RegExp(`[${rtlScripts}]`, 'u'), ltr: new RegExp(`(?![${rtlScripts}])\\p{L}`, 'u') };
const anyLetter = /\p{L}/u;

/** The side that a text begins on, by its first letter, as `dir="auto"` would say it in mail programs that know it. */
export function directionOfText(text: string, otherwise: Direction): Direction {
  const [letter] = anyLetter.exec(text) ?? [];
  if (letter === undefined) return otherwise;
  return letterOf.rtl.test(letter) ? 'rtl' : 'ltr';
}

/**
 * The side that a story begins on: by its language, also where its headline begins with a name in other letters. A language
 * none of whose letters is in the text is not the text's: many feeds say English, whatever they hold.
 * @param language BCP 47; its script decides where it names one (CLDR's layout data, by ECMA-402)
 */
export function directionOfStory(language: string | undefined, text: string, otherwise: Direction): Direction {
  const told = language === undefined || language === '' ? undefined : directionOfLanguage(language);
  return told !== undefined && (letterOf[told].test(text) || !anyLetter.test(text)) ? told : directionOfText(text, otherwise);
}

function directionOfLanguage(language: string): Direction | undefined {
  try {
    return new Intl.Locale(language).getTextInfo().direction === 'rtl' ? 'rtl' : 'ltr';
  } catch {
    return undefined; // RangeError: the platform's word for an invalid tag
  }
}
