import type { Topic } from '../../platform/values/schema.ts';
import { encodingNamed } from '../../platform/values/encoding.ts';
import { instant } from '../../platform/values/time.ts';
import type { Instant } from '../../platform/values/time.ts';
import { topicOf } from '../../platform/values/topic.ts';
import { isZone } from '../../platform/values/zone.ts';
import { languageTag } from '../feed-reading/story/language.ts';
import { recoverableDays } from '../webhooks/delivery.ts';
import { OperatorError } from './operatorError.ts';

/** What operators write, on the command line and in the console. Each throws an OperatorError that says how to write it. */

const unitSeconds = { s: 1, m: 60, h: 3_600, d: 86_400 };

/** Seconds of "15m", "2h"; undefined for anything else. */
function secondsIn(text: string): number | undefined {
  const [, amount, unit] = /^(\d+)([smhd])$/.exec(text) ?? [];
  return amount === undefined ? undefined : Number(amount) * unitSeconds[unit as keyof typeof unitSeconds];
}

/** "15m", "2h" → seconds, 10 s to 24 h. */
export function intervalOf(text: string): number {
  const seconds = secondsIn(text) ?? NaN;
  if (!(seconds >= 10 && seconds <= 86_400))
    throw new OperatorError('Write a number and s, m, h or d, from 10s to 24h: 15m, 2h.');
  return seconds;
}

export function topicsOf(text: string): Topic[] {
  const topics = text.split(',').map((name) => topicOf(name));
  return topics.map((topic) => {
    if (!topic) throw new OperatorError('Write topics with a comma between: "Economy,Central Asia".');
    return topic;
  });
}

/** An IANA time zone. */
export function zoneOf(text: string): string {
  if (!text.includes('/') || !isZone(text))
    throw new OperatorError('Write an IANA time zone: Asia/Baku, America/New_York.');
  return text;
}

/** An encoding by any label of the web's (WHATWG Encoding): "latin1" means windows-1252. */
export function encodingOf(text: string): string {
  const encoding = encodingNamed(text);
  if (encoding === undefined)
    throw new OperatorError('Write an encoding that browsers know: utf-8, windows-1251, gbk, shift_jis.');
  return encoding;
}

/** Which corrections of a source are announced. */
export function correctionsOf(text: string): 'all' | 'not-of-text' {
  if (text === 'all' || text === 'not-of-text') return text;
  throw new OperatorError('Write all, not-of-text or none.');
}

/** A language by its BCP 47 tag or its name: "az", "en-GB", "Türkçe". */
export function languageOf(text: string): string {
  const tag = languageTag(text);
  if (tag === undefined) throw new OperatorError('Write a language: az, en-GB, Türkçe.');
  return tag;
}

export function switchOf(text: string): boolean {
  if (text === 'on' || text === 'off') return text === 'on';
  throw new OperatorError('Write on or off.');
}

/** A time that is past, with its zone, or how long ago it was ("24h", "7d"). */
export function pastOf(text: string, now: Date): Instant {
  const ago = secondsIn(text);
  const date = ago === undefined ? zoned(text) : new Date(now.getTime() - ago * 1_000);
  if (date === undefined || Number.isNaN(date.getTime()))
    throw new OperatorError('Write a time with its zone, or how long ago: 2026-12-01T09:00+05:00, 24h, 7d.');
  if (date > now) throw new OperatorError('That time is yet to come.');
  return instant(date);
}

/** A time to come, with its zone. */
export function futureOf(text: string, now: Date): Instant {
  const date = zoned(text);
  if (date === undefined || Number.isNaN(date.getTime()))
    throw new OperatorError('Write a time with its zone: 2026-12-01T09:00+05:00.');
  if (date <= now) throw new OperatorError('That time is past.');
  return instant(date);
}

/** A past time, as far back as a recovery reaches. */
export function recoverableOf(text: string, now: Date): Instant {
  const since = pastOf(text, now);
  if (now.getTime() - Date.parse(since) > recoverableDays * 86_400_000)
    throw new OperatorError(`Recovery reaches ${recoverableDays} days back at most.`);
  return since;
}

const zoned = (text: string): Date | undefined =>
  /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$/.test(text) ? new Date(text) : undefined;
