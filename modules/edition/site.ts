import type { MailLanguage } from '../locales/languages.ts';
import { editionMessagesFor } from '../locales/edition/editionMessagesFor.ts';
import type { EditionMessages } from '../locales/edition/messages.ts';
import type { DirectoryEntry } from '../articles/listsTable.ts';
import type { Weather } from '../weather/weather.ts';
import type { EditionSettings } from './settings.ts';

/** The edition, as its own pages present it. */
export interface Site extends EditionSettings {
  /** The paper's name. */
  readonly publication: string;
  /** Where it lives, without a slash at the end. */
  readonly publicUrl: string;
  /** An address for readers and publishers to write to. */
  readonly contact: string;
}

/** Stands in the head of every page: read now and then by each worker, not once a page. */
export interface Masthead {
  /** The topics that are written about most, most used first. */
  readonly topics: readonly DirectoryEntry[];
  /** Articles that editors pinned, the last first. */
  readonly pinned: readonly string[];
  /** None where no place is set, or none is known. */
  readonly weather?: Weather | undefined;
}

/** One request for a page or a feed. */
export interface EditionRequest {
  readonly method: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Decoded. */
  readonly path: string;
  readonly query: Readonly<Record<string, string | undefined>>;
  /** As it stands in the address. */
  readonly rawQuery: string;
  /** Of our own words: the one that the address asks for, or the first of the browser's that we have. */
  readonly language: MailLanguage;
  /** The address asks for the language, so that links keep it. */
  readonly languageIsChosen: boolean;
  readonly now: Date;
}

/** All that a page takes from outside of its own content. */
export interface PageFrame extends Pick<EditionRequest, 'language' | 'languageIsChosen' | 'now'> {
  readonly site: Site;
  readonly masthead: Masthead;
  readonly messages: EditionMessages;
}

export const frameOf = (
  { language, languageIsChosen, now }: Pick<EditionRequest, 'language' | 'languageIsChosen' | 'now'>,
  site: Site,
  masthead: Masthead,
): PageFrame => ({ language, languageIsChosen, now, site, masthead, messages: editionMessagesFor(language) });

/** The address of another of our pages, in the language that the reader chose. */
export function linkTo(
  { site, language, languageIsChosen }: Pick<PageFrame, 'site' | 'language' | 'languageIsChosen'>,
  path: string,
): string {
  if (!languageIsChosen) return `${site.publicUrl}${path}`;
  return `${site.publicUrl}${path}${path.includes('?') ? '&' : '?'}language=${language}`;
}
