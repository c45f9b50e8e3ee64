import { createHash } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import * as z from 'zod/mini';
import type { EpochSeconds } from '../../platform/values/time.ts';
import { isZone } from '../../platform/values/zone.ts';
import { mailLanguages } from '../locales/languages.ts';

export const frequencies = ['daily', 'weekdays', 'weekly'] as const;

/** When a digest comes: at this hour of the reader's own clock. */
export const cadenceSchema = z
  .object({
    frequency: z.enum(frequencies),
    hour: z.int().check(z.gte(0), z.lte(23)),
    /** For a weekly digest: ISO 8601, Monday is 1. */
    weekday: z.optional(z.int().check(z.gte(1), z.lte(7))),
    /** An IANA time zone, such as Asia/Baku. */
    zone: z.string().check(z.refine(isZone, 'There is no such time zone.')),
  })
  .check(
    z.refine(
      ({ frequency, weekday }) => (frequency === 'weekly') === (weekday !== undefined),
      'A weekly digest has a weekday, and no other has one.',
    ),
  );
export type Cadence = z.infer<typeof cadenceSchema>;

const slugs = z.array(z.string().check(z.minLength(1), z.maxLength(64))).check(z.maxLength(50));

/**
 * The articles that a reader wants: those with one of these topics or from one of these sources; with neither,
 * everything.
 */
export const choiceSchema = z.object({
  topics: slugs,
  sources: slugs,
  /** Only what is written in it (the primary subtag of BCP 47), and what names no language. */
  language: z.optional(z.enum(mailLanguages)),
});
export type Choice = z.infer<typeof choiceSchema>;

export const preferencesSchema = z.object({
  choice: choiceSchema,
  cadence: cadenceSchema,
  language: z.enum(mailLanguages),
});
export type Preferences = z.infer<typeof preferencesSchema>;

/** The part of an article that a choice looks at. */
export interface Classified {
  readonly source: { readonly id: string };
  readonly topics: readonly { readonly slug: string }[];
  readonly language?: string | undefined;
}

export function matchesChoice({ topics, sources, language }: Choice, article: Classified): boolean {
  const spoken = article.language?.toLowerCase().split('-')[0];
  if (language !== undefined && spoken !== undefined && spoken !== language) return false;
  if (topics.length === 0 && sources.length === 0) return true;
  return sources.includes(article.source.id) || article.topics.some(({ slug }) => topics.includes(slug));
}

/** The same for the same choice, however it was written. */
export const choiceKey = ({ topics, sources, language }: Choice): string =>
  JSON.stringify([topics.toSorted(), sources.toSorted(), language]);

/** The same for readers who may share a mail, where their windows are the same too; short, as an index holds it. */
export const alikeKey = ({ choice, language, cadence: { zone } }: Preferences): string =>
  createHash('sha256')
    .update(`${choiceKey(choice)} ${language} ${zone}`)
    .digest('base64url')
    .slice(0, 8);

/**
 * When the next digest is due: the first moment after `after` at which the reader's clock shows the hour on a day of
 * the cadence. An hour that the clock skips in spring comes when it would have been (02:00 is then 03:00 by the clock),
 * and of one that it shows twice in autumn the first counts (Temporal's "compatible", RFC 5545, 3.3.5).
 */
export function nextDigestAt(cadence: Cadence, after: EpochSeconds): EpochSeconds {
  const name = [cadence.frequency, cadence.hour, cadence.weekday, cadence.zone].join(' ');
  const known = nextDigests.get(name);
  // Whoever asks between the moment that it was found for and the digest itself, gets the same answer.
  if (known && known.after <= after && after < known.at) return known.at;
  const at = foundDigestAt(cadence, after);
  if (nextDigests.size >= mostKept) nextDigests.clear();
  nextDigests.set(name, { after, at });
  return at;
}

/** Readers of one cadence fall due together, and calendars take longer than anything else of a reader's row. */
const nextDigests = new Map<string, { readonly after: EpochSeconds; readonly at: EpochSeconds }>();
const mostKept = 1_000;

function foundDigestAt({ frequency, hour, weekday, zone }: Cadence, after: EpochSeconds): EpochSeconds {
  const from = Temporal.Instant.fromEpochMilliseconds(after * 1000)
    .toZonedDateTimeISO(zone)
    .toPlainDate();
  // One day back: the first of a doubled hour may lie on the day before, as when a zone changes its side of the date
  // line.
  for (let days = -1; ; days++) {
    const date = from.add({ days });
    if (!isDay(date.dayOfWeek)) continue;
    const at = Math.floor(
      date.toZonedDateTime({ timeZone: zone, plainTime: new Temporal.PlainTime(hour) }).epochMilliseconds / 1000,
    );
    if (at > after) return at as EpochSeconds;
  }

  function isDay(day: number): boolean {
    if (frequency === 'weekly') return day === weekday;
    return frequency === 'daily' || day <= 5;
  }
}

/** The day that a calendar in the zone shows, as YYYY-MM-DD, and the way from UTC to its clock, as +HH:MM. */
export function calendarIn(zone: string, now: Date): { readonly date: string; readonly offset: string } {
  const minute = Math.floor(now.getTime() / 60_000);
  const known = calendars.get(zone);
  if (known?.minute === minute) return known.shows;
  const there = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone);
  const shows = { date: there.toPlainDate().toString(), offset: there.offset };
  if (calendars.size >= mostKept) calendars.clear();
  calendars.set(zone, { minute, shows });
  return shows;
}

/** What calendars showed in a minute: neither day nor offset changes within one. */
const calendars = new Map<string, { readonly minute: number; readonly shows: ReturnType<typeof calendarIn> }>();
