import type { MailLanguage } from './languages.ts';

/** The plural categories that each language has (Unicode CLDR). */
interface Categories {
  readonly en: 'one' | 'other';
  readonly ru: 'one' | 'few' | 'many' | 'other';
  readonly tr: 'one' | 'other';
  readonly ar: 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';
}
export type PluralForms<Language extends MailLanguage> = Readonly<Record<Categories[Language], string>>;

const rules = new Map<MailLanguage, Intl.PluralRules>();

/** A phrase with a number in it: the form that the language wants, with "#" as the number. */
export function plural<Language extends MailLanguage>(
  language: Language,
  count: number,
  forms: PluralForms<Language>,
): string {
  const known = rules.get(language) ?? new Intl.PluralRules(language);
  rules.set(language, known);
  const all: Readonly<Record<string, string>> = forms;
  return (all[known.select(count)] ?? all['other']!).replace('#', String(count));
}
