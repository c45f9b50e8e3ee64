import * as z from 'zod/mini';
import type { Article } from '../../articles/article.ts';
import type { MailLanguage } from '../../locales/languages.ts';
import type { Topic } from '../../../platform/values/schema.ts';

/** One article of a window of the log, as it is now. */
export interface Candidate {
  readonly article: Article;
  /** It was out before the window, and was changed in it. */
  readonly corrected: boolean;
}

/**
 * The articles that a choice finds in a window of the log: those that readers may see, the newest first, and the number
 * of earlier ones that were withdrawn in it.
 */
export interface Found {
  readonly candidates: readonly Candidate[];
  readonly withdrawn: number;
}

/** An article as it stands among those that tell the same: without its text, as many issues are held at once. */
export type Telling = Pick<Article, 'id' | 'source' | 'url'>;

/** One story of a digest, however many sources told it. */
export interface DigestStory extends Candidate {
  /** The articles of other sources that tell it. */
  readonly alsoFrom: readonly Telling[];
}

/** Stories under one topic; the last section may have none. */
export interface Section {
  readonly topic?: Topic;
  readonly stories: readonly DigestStory[];
}

/** A digest before it is addressed: the same for all readers of the same choice, window and language. */
export interface DigestContent {
  readonly sections: readonly Section[];
  /** Stories that found no place. */
  readonly more: number;
  readonly withdrawn: number;
}

/** The setting of the edition, as functions and the command line read it. */
export const linksToSchema = z.enum(['edition', 'publisher']);

/** The publication, as an issue shows it. */
export interface Publication {
  readonly title: string;
  /** Without a slash at the end. */
  readonly publicUrl: string;
  readonly postalAddress: string;
  /** Where headlines lead: what has no page at its publisher's leads to the edition's in any case. */
  readonly linksTo: z.infer<typeof linksToSchema>;
}

/** The publication of a function's environment. */
export const publicationOf = (
  env: Readonly<Record<'PUBLICATION_TITLE' | 'PUBLIC_URL' | 'MAIL_POSTAL_ADDRESS' | 'LINKS_TO', string>>,
): Publication => ({
  title: env.PUBLICATION_TITLE,
  publicUrl: env.PUBLIC_URL,
  postalAddress: env.MAIL_POSTAL_ADDRESS,
  linksTo: linksToSchema.parse(env.LINKS_TO),
});

export interface Rendering {
  readonly language: MailLanguage;
  /** The day that the reader's calendar shows, as YYYY-MM-DD. */
  readonly date: string;
  /** From UTC to the reader's clock, as +HH:MM: the days of stories are read by it. */
  readonly offset: string;
}

/** A mail that lacks nothing but its reader: both parts hold `linkMarks` where their own links come. */
export interface Rendered {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/**
 * Stand in a rendered mail where a reader's own links come. No publisher's word can hold one: they begin with a
 * noncharacter of Unicode, which inertLine takes out of every text, and addresses are percent-encoded.
 */
export const linkMarks = { preferences: '\uFDD0PREFERENCES-LINK', unsubscribe: '\uFDD0UNSUBSCRIBE-LINK' } as const;
