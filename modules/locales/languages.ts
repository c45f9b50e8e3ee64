/** The languages of our own text in mails and on pages. The first is for everybody who asks for another. */
export const mailLanguages = ['en', 'ru', 'tr', 'ar'] as const;
export type MailLanguage = (typeof mailLanguages)[number];

/** How each language calls itself. */
export const languageNames: Readonly<Record<MailLanguage, string>> = {
  en: 'English',
  ru: 'Русский',
  tr: 'Türkçe',
  ar: 'العربية',
};

/** The side that a text begins on, as HTML's `dir` says it. */
export const directionOf = (language: MailLanguage): 'ltr' | 'rtl' => (language === 'ar' ? 'rtl' : 'ltr');

/**
 * Keeps a piece that may run from left to right, such as a name, in one among text of the other direction (Unicode
 * Standard Annex 9).
 */
export const isolated = (text: string | number): string => `\u2068${text}\u2069`;

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
