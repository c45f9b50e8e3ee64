export type Direction = 'ltr' | 'rtl';

const firstStrong = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]|\p{L}/u;
const rightToLeft = /^[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** The side that a text begins on, by its first letter, as `dir="auto"` would say it in mail programs that know it. */
export function directionOfText(text: string, otherwise: Direction): Direction {
  const [letter] = firstStrong.exec(text) ?? [];
  if (letter === undefined) return otherwise;
  return rightToLeft.test(letter) ? 'rtl' : 'ltr';
}
