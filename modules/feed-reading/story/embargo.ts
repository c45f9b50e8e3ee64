import type { Instant } from '../../../platform/values/time.ts';
import { endOfTime, laterOf } from '../../articles/article.ts';
import type { Story } from '../../articles/article.ts';
import { knownOffset, readDate } from './dates.ts';

/** The westernmost zone there is: a time without a zone has come everywhere once it has come there. */
const westernmostMinutes = -12 * 60;
/** Names of clocks that are moved with the seasons. */
const regions: Readonly<Record<string, string>> = {
  ET: 'America/New_York',
  CT: 'America/Chicago',
  MT: 'America/Denver',
  PT: 'America/Los_Angeles',
};
/**
 * Names that several zones have, by the westernmost of them: Irish and not Indian time, the Amazon and not Armenia,
 * South Georgia and not the Gulf.
 */
const westernmostOf: Readonly<Record<string, number>> = { IST: 60, AMT: -240, GST: -120 };
const unreadLength = 200;
const dayMs = 86_400_000;

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
  const written = westernmostOf[upper] ?? knownOffset(name) ?? regionalOffset(regions[upper] ?? name, wallMs);
  return (
    written ?? (name === '' && zone !== undefined ? regionalOffset(zone, wallMs) : undefined) ?? westernmostMinutes
  );
}

/** Minutes east of Greenwich of an IANA zone, where its clocks show this; undefined where there is no such zone. */
function regionalOffset(zone: string, wallMs: number): number | undefined {
  if (!zone.includes('/')) return undefined;
  try {
    const offsetAt = (ms: number): number => {
      const name =
        new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
          .formatToParts(ms)
          .find(({ type }) => type === 'timeZoneName')?.value ?? '';
      return knownOffset(name) ?? 0;
    };
    // An hour that comes twice, as clocks are put back, means the second: the lesser offset is the later moment.
    const around = [offsetAt(wallMs - dayMs), offsetAt(wallMs + dayMs)];
    const shown = around.filter((minutes) => offsetAt(wallMs - minutes * 60_000) === minutes);
    return Math.min(...(shown.length > 0 ? shown : around));
  } catch {
    return undefined; // RangeError: no such zone
  }
}
