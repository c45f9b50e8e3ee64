import { Problem } from '../../platform/http/problem.ts';
import { instant } from '../../platform/values/time.ts';
import type { Instant } from '../../platform/values/time.ts';

const dayMs = 86_400_000;

/**
 * The end of a day that a reader asks for, in the edition's zone.
 * @param day such as "2026-11-30", as a browser's date field sends it (HTML Standard, 2.3.5.2)
 * @throws Problem 400 where it is no day
 */
export function endOfDay(day: string, timeZone: string): Instant {
  const startMs = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : NaN;
  if (Number.isNaN(startMs)) throw new Problem(400, 'A day is written like 2026-11-30.');
  const endMs = startMs + dayMs;
  return instant(new Date(endMs - offsetMs(new Date(endMs), timeZone)));
}

/** How far a zone's clocks are ahead of UTC's, at a time. */
function offsetMs(at: Date, timeZone: string): number {
  const name = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value;
  const [, sign, hours = '0', minutes = '0'] = /^GMT([+-])(\d\d):(\d\d)/.exec(name ?? '') ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
