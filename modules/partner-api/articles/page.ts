import * as z from 'zod/mini';
import type { EpochSeconds } from '../../../platform/values/time.ts';
import { toldAs } from '../../articles/announcedVersions.ts';
import type { AnnouncedVersion } from '../../articles/announcedVersions.ts';
import { isSettled } from '../../articles/articleLog.ts';
import type { LogEntry } from '../../articles/articleLog.ts';
import type { ArticleEventType } from '../../articles/event.ts';
import { matches } from '../../articles/filter.ts';
import type { Filter, Filterable } from '../../articles/filter.ts';
import { viewOf } from '../../articles/view.ts';
import { dataOf } from '../../webhooks/post.ts';
import { annotated, givenInstant, limitSchema, message } from '../schemas/annotated.ts';
import type { ApiAnnouncement, ArticleData } from '../schemas/answers/articles.ts';
import { isLanguage, isSlug } from '../webhooks/rules.ts';
import { ninjsOf } from './ninjs.ts';

/** Values with commas between, or the parameter repeated: API Gateway makes commas of that. */
const anyOf = (isGood: (value: string) => boolean, error: string, description: string, example: string) =>
  z.optional(
    z.pipe(
      annotated(
        z.string().check(z.refine((text) => text.split(',').every(isGood), message(error))),
        `${description} Separate several with commas: an article matches if any of them does.`,
        example,
      ),
      z.transform((text: string) => [...new Set(text.split(','))].toSorted()),
    ),
  );

export const formatSchema = z.optional(
  annotated(z.enum(['json', 'ninjs']), 'How articles are written: as in webhooks, or as IPTC ninjs 3.0.', 'json'),
);

export const articlesQuery = z
  .strictObject({
    topic: anyOf(
      isSlug,
      "can match nothing: a topic is named by its slug, as in an article's topics",
      'Topic, by its slug.',
      'transport',
    ),
    source: anyOf(
      (id) => /^[a-z0-9][a-z0-9-]{0,62}$/.test(id),
      "can match nothing: a source is named by its id, as in an article's source",
      'Publisher, by its id.',
      'eurasia',
    ),
    language: anyOf(
      isLanguage,
      'can match nothing: a language is a canonical BCP 47 tag, such as "en" or "pt-BR"',
      'BCP 47 language range: `en` takes `en-GB` too.',
      'en',
    ),
    backlog: z.optional(
      annotated(
        z.enum(['true', 'false']),
        '`false` leaves out backlog: what was old when Caravan first saw it.',
        'false',
      ),
    ),
    since: z.optional(
      givenInstant('RFC 3339: begins with what was announced then, to the second. Not together with `cursor`.'),
    ),
    cursor: z.optional(
      annotated(z.string(), 'The `next` of an earlier answer: goes on from there.', 'AQAAAAAAKgAAAAAAAOOwxEKY_Bw'),
    ),
    limit: limitSchema,
    format: formatSchema,
  })
  .check(
    z.refine(({ since, cursor }) => since === undefined || cursor === undefined, {
      error: 'goes with no cursor, which knows its own place: leave one of the two out',
      path: ['since'],
    }),
  );
export type ArticlesQuery = z.output<typeof articlesQuery>;

export const filterOf = ({
  topic,
  source,
  language,
  backlog,
}: Pick<ArticlesQuery, 'topic' | 'source' | 'language' | 'backlog'>): Filter => ({
  ...(source && { sources: source }),
  ...(topic && { topics: topic }),
  ...(language && { languages: language.map((range) => range.toLowerCase()) }),
  ...(backlog === 'false' && { backlog: false }),
});

export type Format = 'json' | 'ninjs';

/** An announced version's article, in the very shape of webhooks. */
export const articleOf = (announcedVersion: AnnouncedVersion): ArticleData => ({
  ...dataOf(announcedVersion, 'full'),
  ...(announcedVersion.takenBack && { takenBack: true as const }),
});

export const apiAnnouncementOf = (announcedVersion: ToldVersion, format: Format): ApiAnnouncement => ({
  type: announcedVersion.event.type,
  at: announcedVersion.event.at,
  data: format === 'ninjs' ? ninjsOf(announcedVersion) : articleOf(announcedVersion),
});

/** A version as the reader of a page is told of it: pages have articles alone. */
type ToldVersion = AnnouncedVersion & { readonly event: { readonly type: ArticleEventType } };

/** The log and its versions, from which pages are read. */
export interface Reading {
  /** The log after a place, as far as it is settled; `end` where there is no more for now. */
  entries(after: number, limit: number): Promise<{ entries: LogEntry[]; end: boolean }>;
  /** The versions of these entries. A version that is missing is left out. */
  announcedVersions(of: readonly LogEntry[]): Promise<AnnouncedVersion[]>;
}

export interface PageQuery {
  readonly after: number;
  readonly since?: EpochSeconds | undefined;
  readonly filter: Filter;
  readonly limit: number;
}

export interface ArticlesPage {
  readonly announcedVersions: readonly ToldVersion[];
  /** The place where the next page begins. */
  readonly after: number;
  /** Whether it is worth asking again at once. */
  readonly more: boolean;
}

/** Entries that one request looks at, and those that it reads at a time. */
const mostEntries = 2_000;
const stepEntries = 200;
/** Announced versions to a read: a few may be large, and those that do not fit are read for nothing. */
const stepVersions = 50;
/** Lambda answers with 6 MB at most, in which a body is a string of JSON. */
const mostBytes = 4_000_000;

/**
 * The part of the log that follows a place. Where an announced version is missing that may still come, the page ends
 * before it, so that a reader who goes on from here is shown every matching version once, in order.
 */
export async function pageOf(
  { after, since, filter, limit }: PageQuery,
  reading: Reading,
  now: Date,
): Promise<ArticlesPage> {
  const shown: ToldVersion[] = [];
  let [place, room] = [after, mostBytes];
  const page = (more: boolean): ArticlesPage => ({ announcedVersions: shown, after: place, more });
  const asks = (one: Filterable) => matches(filter, one);
  const typeOf = (entry: LogEntry) => viewOf(asks, entry);
  const isWanted = (entry: LogEntry) => (since === undefined || entry.loggedAt >= since) && typeOf(entry) !== undefined;
  const takesAll = since === undefined && Object.keys(filter).length === 0;
  for (let examined = 0; examined < mostEntries;) {
    const step = takesAll ? limit - shown.length + 1 : stepEntries; // one more tells whether there is more
    const { entries, end } = await reading.entries(place, Math.min(step, mostEntries - examined));
    const asked = entries.filter(isWanted).slice(0, Math.min(limit - shown.length, stepVersions));
    const found = new Map(
      (await reading.announcedVersions(asked)).map((announcedVersion) => [
        nameOf(announcedVersion.event.article.id, announcedVersion.event.article.version),
        announcedVersion,
      ]),
    );
    let finished = true;
    for (const entry of entries) {
      if (isWanted(entry)) {
        if (shown.length === limit) return page(true);
        if (entry.seq > (asked.at(-1)?.seq ?? 0)) {
          finished = false;
          break;
        } // read in the next round
        const announcedVersion = found.get(nameOf(entry.articleId, entry.version));
        if (announcedVersion === undefined && !isSettled(entry.loggedAt, now)) return page(false); // it is being written
        if (announcedVersion?.seq === entry.seq) {
          const told = toldAs(announcedVersion, typeOf(entry)!, asks);
          const bytes = bytesOf(told);
          if (shown.length > 0 && bytes > room) return page(true);
          shown.push(told);
          room -= bytes;
        } // another number: a publish that died left this entry
      }
      place = entry.seq;
      examined += 1;
    }
    if ((end && finished) || entries.length === 0) return page(false);
  }
  return page(true);
}

const nameOf = (articleId: string, version: number): string => `${articleId}-${version}`;

const bytesOf = (announcedVersion: AnnouncedVersion): number =>
  Buffer.byteLength(JSON.stringify(JSON.stringify(announcedVersion)));
