import { Temporal } from 'temporal-polyfill';
import type { Cadence } from './preferences.ts';
import type { EpochSeconds } from '../../platform/values/time.ts';

/**
 * When the next digest is due: the first moment after `after` at which the reader's clock shows the hour on a day of
 * the cadence. An hour that the clock skips in spring comes when it would have been (02:00 is then 03:00 by the clock),
 * and of one that it shows twice in autumn the first counts (Temporal's "compatible", RFC 5545, 3.3.5).
 */
export function nextDigestAt({ frequency, hour, weekday, zone }: Cadence, after: EpochSeconds): EpochSeconds {
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

/** The day that a calendar in the zone shows, as YYYY-MM-DD. */
export const dateIn = (zone: string, now: Date): string =>
  Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone).toPlainDate().toString();
