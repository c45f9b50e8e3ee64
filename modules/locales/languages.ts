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
