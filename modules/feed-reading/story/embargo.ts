import type { Instant } from '../../../platform/values/time.ts';
import { endOfTime, laterOf } from '../../articles/article.ts';
import type { Story } from '../../articles/article.ts';
import { readDate } from './dates.ts';
import { knownOffset, regionalOffset } from './zones.ts';

/** The westernmost zone there is: a time without a zone has come everywhere once it has come there. */
const westernmostMinutes = -12 * 60;
/**
 * Names that several zones have, by the westernmost of them: Irish and not Indian time, the Amazon and not Armenia,
 * South Georgia and not the Gulf.
 */
const westernmostOf: Readonly<Record<string, number>> = { IST: 60, AMT: -240, GST: -120 };
const unreadLength = 200;

/**
 * Until when a publisher holds an item back (prism:embargoDate). An embargo fails closed (docs/promise.md, section 1):
 * what cannot be read holds for ever, and a time without a zone, or with one that is not known, until the last moment
 * that it may mean.
 * @param texts as the document has them; of several the latest holds
 * @param zone the IANA zone of the source, for times without one
 */
export function embargoOf(texts: readonly string[], zone?: string): Pick<Story, 'embargoUntil' | 'embargoUnread'> {
  const offsetOf = (name: string, wallMs: number) => offsetIn(name.trim(), wallMs, zone);
  const times = texts.map((text) => readDate(text, offsetOf));
  const unread = texts[times.indexOf(undefined)];
  if (unread !== undefined) return { embargoUntil: endOfTime, embargoUnread: unread.slice(0, unreadLength) };
  const until = times.reduce(laterOf, undefined as Instant | undefined);
  return until === undefined ? {} : { embargoUntil: until };
}

function offsetIn(name: string, wallMs: number, zone: string | undefined): number {
  const upper = name.toUpperCase();
  const written = westernmostOf[upper] ?? knownOffset(name) ?? regionalOffset(name, wallMs);
  return (
    written ?? (name === '' && zone !== undefined ? regionalOffset(zone, wallMs) : undefined) ?? westernmostMinutes
  );
}
