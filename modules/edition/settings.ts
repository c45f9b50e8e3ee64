import * as z from 'zod/mini';
import { isZone } from '../../platform/values/zone.ts';

/** One text for each language of our pages; English stands in where another is missing. */
const inLanguages = z.strictObject({
  en: z.string().check(z.minLength(1)),
  ru: z.optional(z.string()),
  tr: z.optional(z.string()),
  ar: z.optional(z.string()),
});
export type InLanguages = z.infer<typeof inLanguages>;

/** The settings of the public site. */
export const editionSettingsSchema = z.strictObject({
  /** Dates and times on pages are in this zone of the IANA database. */
  timeZone: z.string().check(z.refine(isZone, 'This is no time zone of the IANA database, such as "Asia/Baku".')),
  /**
   * Where headlines lead: to the article's own page in the edition, or to its publisher. Search engines are led there
   * too (canonical links, sitemaps).
   */
  linksTo: z.enum(['edition', 'publisher']),
  /** Says what the paper is, at the foot of each page: a sentence or two, plain text. */
  about: inLanguages,
  /** Who answers for the site, as the law of many countries asks: name and address, plain text. */
  imprint: z.string().check(z.minLength(1)),
});
export type EditionSettings = z.infer<typeof editionSettingsSchema>;
