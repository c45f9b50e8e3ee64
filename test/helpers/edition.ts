import { edition } from '../../lib/settings/edition.ts';
import { frameOf } from '../../modules/edition/site.ts';
import type { Masthead, PageFrame, Site } from '../../modules/edition/site.ts';
import type { MailLanguage } from '../../modules/locales/languages.ts';

export const aSite = (but: Partial<Site> = {}): Site => ({
  ...edition,
  publication: 'The Paper',
  publicUrl: 'https://news.example',
  contact: 'editors@news.example',
  ...but,
});

/** What a page takes from outside of its own content. */
export const aFrame = (
  language: MailLanguage = 'en',
  {
    now = new Date('2026-11-30T12:00:00Z'),
    languageIsChosen = false,
    site = aSite(),
    weather,
  }: Partial<Pick<PageFrame, 'now' | 'languageIsChosen' | 'site'> & Pick<Masthead, 'weather'>> = {},
): PageFrame => frameOf({ language, languageIsChosen, now }, site, { topics: [], pinned: [], weather });
