import type { MailLanguage } from '../../../subscribers/preferences.ts';

/** The plural categories that each language has (Unicode CLDR). */
interface Categories {
  readonly en: 'one' | 'other';
  readonly ru: 'one' | 'few' | 'many' | 'other';
  readonly tr: 'one' | 'other';
  readonly ar: 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';
}
export type Forms<Language extends MailLanguage> = Readonly<Record<Categories[Language], string>>;

/** A phrase with a number in it: the form that the language wants, with "#" as the number. */
export function counted<Language extends MailLanguage>(
  language: Language,
  forms: Forms<Language>,
): (count: number) => string {
  const rules = new Intl.PluralRules(language);
  const all: Readonly<Record<string, string>> = forms;
  return (count) => (all[rules.select(count)] ?? all['other']!).replace('#', String(count));
}
