/**
 * Languages whose months the platform is asked for, as CLDR has them. Where two languages give one word to two months
 * (listopad), the first stands.
 */
const languages =
  'en es pt fr de it ru tr ar-EG id pl uk nl fa hi bn ja vi th ko cs ro hu el sv da nb fi sk bg hr sr sr-Latn bs sl mk ' +
  'sq lt lv et be ka hy az az-Cyrl kk ky uz uz-Cyrl tk tg mn ar-LB ar-DZ ar-MA he ckb ku ps ur sd ne mr pa gu ta te kn ' +
  'ml si lo km my ms fil sw am ti so ca gl eu ga cy gd is fo mt af lb fy br';

let known: ReadonlyMap<string, number> | undefined;

/**
 * The number of a month, 1 to 12, by its name in any of many languages and cases, or by the beginning of it.
 * @returns undefined for what names no month, or several
 */
export function monthNamed(word: string): number | undefined {
  const name = plain(word);
  if (name.length < 2 || name.length > 20) return undefined;
  const names = (known ??= monthNames());
  // Hebrew writes "in" as a part of the word.
  const exact = names.get(name) ?? (name.startsWith('ב') ? names.get(name.slice(1)) : undefined);
  if (exact !== undefined || name.length < 3 || name.includes(' ')) return exact;
  const begun = new Set([...names].filter(([full]) => full.startsWith(name)).map(([, month]) => month));
  if (begun.size > 0) return begun.size === 1 ? [...begun][0] : undefined;
  return [...names].find(([full]) => full.length > 3 && name.startsWith(full))?.[1];
}

/** All names, on first need: a table of some 2,000. */
function monthNames(): Map<string, number> {
  const names = new Map<string, number>();
  for (const language of languages.split(' ')) {
    for (const month of ['long', 'short'] as const) {
      // Many languages have a case for the month of a day, and another for a month alone.
      for (const day of [undefined, 'numeric'] as const) {
        const format = new Intl.DateTimeFormat(language, { month, day, calendar: 'gregory', timeZone: 'UTC' });
        for (let index = 0; index < 12; index++) {
          const name = plain(
            format.formatToParts(Date.UTC(2026, index, 1)).find(({ type }) => type === 'month')!.value,
          );
          if (!/\d|^[a-z]{1,2}$/.test(name) && !names.has(name)) names.set(name, index + 1);
        }
      }
    }
  }
  return names;
}

/** Without case, accents, vowel signs and full stops, by which spellings differ. */
const plain = (name: string): string =>
  name
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\p{M}.'’]/gu, '')
    .trim();
