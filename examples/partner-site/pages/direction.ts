const rtlLetter = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/**
 * The side that a story begins on, for HTML's `dir`: that of its language, also where its heading begins with a name in
 * Latin letters. Some publishers call every text English: one that is mostly in other letters is believed before them.
 */
export function directionOf({
  language,
  title,
  summary,
}: {
  readonly language?: string | undefined;
  readonly title: string;
  readonly summary: string;
}): 'ltr' | 'rtl' {
  const letters = `${title} ${summary}`.match(/\p{L}/gu) ?? [];
  const share = letters.filter((letter) => rtlLetter.test(letter)).length / Math.max(letters.length, 1);
  return (isRtl(language) ? share > 0 : share >= (language === undefined ? 1 / 2 : 3 / 4)) ? 'rtl' : 'ltr';
}

function isRtl(language: string | undefined): boolean {
  try {
    return language !== undefined && new Intl.Locale(language).getTextInfo().direction === 'rtl';
  } catch {
    return false; // no valid tag
  }
}
