import { InvalidArgumentError } from 'commander';
import { languageTag } from '../modules/feed-reading/story/language.ts';
import { recoverableDays } from '../modules/webhooks/delivery.ts';
import type { Topic } from '../platform/values/schema.ts';
import { instant } from '../platform/values/time.ts';
import type { Instant } from '../platform/values/time.ts';
import { topicOf } from '../platform/values/topic.ts';
import { encodingNamed } from '../platform/values/encoding.ts';
import { isZone } from '../platform/values/zone.ts';

const unitSeconds = { s: 1, m: 60, h: 3_600, d: 86_400 };

/** "15m", "2h" → seconds, 10 s to 24 h. */
export function parseInterval(text: string): number {
  const [, amount, unit] = /^(\d+)([smhd])$/.exec(text) ?? [];
  const seconds = Number(amount) * unitSeconds[unit as keyof typeof unitSeconds];
  if (!(seconds >= 10 && seconds <= 86_400))
    throw new InvalidArgumentError('Write a number and s, m, h or d, from 10s to 24h: 15m, 2h.');
  return seconds;
}

export function parseTopics(text: string): Topic[] {
  const topics = text.split(',').map((name) => topicOf(name));
  return topics.map((topic) => {
    if (!topic) throw new InvalidArgumentError('Write topics with a comma between: "Economy,Central Asia".');
    return topic;
  });
}

/** An IANA time zone. */
export function parseZone(text: string): string {
  if (!text.includes('/') || !isZone(text))
    throw new InvalidArgumentError('Write an IANA time zone: Asia/Baku, America/New_York.');
  return text;
}

/** An encoding by any label of the web's (WHATWG Encoding): "latin1" means windows-1252. */
export function parseEncoding(text: string): string {
  const encoding = encodingNamed(text);
  if (encoding === undefined)
    throw new InvalidArgumentError('Write an encoding that browsers know: utf-8, windows-1251, gbk, shift_jis.');
  return encoding;
}

/** Which corrections of a source are announced. */
export function parseCorrections(text: string): 'all' | 'not-of-text' {
  if (text === 'all' || text === 'not-of-text') return text;
  throw new InvalidArgumentError('Write all, not-of-text or none.');
}

/** A language by its BCP 47 tag or its name: "az", "en-GB", "Türkçe". */
export function parseLanguage(text: string): string {
  const tag = languageTag(text);
  if (tag === undefined) throw new InvalidArgumentError('Write a language: az, en-GB, Türkçe.');
  return tag;
}

export function parseSwitch(text: string): boolean {
  if (text === 'on' || text === 'off') return text === 'on';
  throw new InvalidArgumentError('Write on or off.');
}

export function parseLimit(text: string): number {
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > 200)
    throw new InvalidArgumentError('Write a whole number from 1 to 200.');
  return limit;
}

/** An ISO 8601 time with its zone, in the future. */
export function parseFuture(text: string): Instant {
  const date = new Date(text);
  if (Number.isNaN(date.getTime()) || !/(Z|[+-]\d\d:?\d\d)$/.test(text))
    throw new InvalidArgumentError('Write a time with its zone: 2026-12-01T09:00+05:00.');
  if (date.getTime() <= Date.now()) throw new InvalidArgumentError('That time is past.');
  return instant(date);
}

/** A time that is past, with its zone, or how long ago it was ("24h", "7d"). */
export function parsePast(text: string): Instant {
  const [, amount, unit] = /^(\d+)([smhd])$/.exec(text) ?? [];
  const now = Date.now();
  const date =
    amount === undefined
      ? zoned(text)
      : new Date(now - Number(amount) * unitSeconds[unit as keyof typeof unitSeconds] * 1000);
  if (date === undefined || Number.isNaN(date.getTime()))
    throw new InvalidArgumentError('Write a time with its zone, or how long ago: 2026-12-01T09:00+05:00, 24h, 7d.');
  if (date.getTime() > now) throw new InvalidArgumentError('That time is yet to come.');
  return instant(date);
}

/** The same, as far back as a recovery reaches. */
export function parseSince(text: string): Instant {
  const since = parsePast(text);
  if (Date.now() - Date.parse(since) > recoverableDays * 86_400_000)
    throw new InvalidArgumentError(`Recovery reaches ${recoverableDays} days back at most.`);
  return since;
}

const zoned = (text: string): Date | undefined =>
  /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$/.test(text) ? new Date(text) : undefined;

/** "40.41,49.87": latitude and longitude, in degrees. */
export function parseCoordinates(text: string): { latitude: number; longitude: number } {
  const [latitude, longitude] = text.split(',').map((part) => (part.trim() === '' ? NaN : Number(part)));
  if (latitude === undefined || longitude === undefined || !(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180))
    throw new InvalidArgumentError('Write latitude and longitude in degrees: 40.41,49.87.');
  return { latitude, longitude };
}
