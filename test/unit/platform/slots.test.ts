import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { calendarIn, nextDigestAt } from '../../../modules/subscribers/preferences.ts';
import type { Cadence } from '../../../modules/subscribers/preferences.ts';
import { epochSeconds } from '../../../platform/values/time.ts';
import type { EpochSeconds } from '../../../platform/values/time.ts';
import { isZone } from '../../../platform/values/zone.ts';

const at = (text: string) => epochSeconds(new Date(text));
const said = (seconds: EpochSeconds) => new Date(seconds * 1000).toISOString().slice(0, 16);
const daily = (hour: number, zone: string): Cadence => ({ frequency: 'daily', hour, zone });

describe('the next slot', () => {
  test.each([
    [
      'is the same day where the hour is yet to come',
      daily(7, 'Asia/Baku'),
      '2026-11-24T02:59:59Z',
      '2026-11-24T03:00',
    ],
    ['is never the moment itself', daily(7, 'Asia/Baku'), '2026-11-24T03:00:00Z', '2026-11-25T03:00'],
    ['keeps to the clock when summer ends', daily(7, 'Europe/Berlin'), '2026-10-24T12:00:00Z', '2026-10-25T06:00'],
    [
      'of an hour that does not exist is when it would have been',
      daily(2, 'Europe/Berlin'),
      '2026-03-28T12:00:00Z',
      '2026-03-29T01:00',
    ],
    ['after such a day is the hour again', daily(2, 'Europe/Berlin'), '2026-03-29T01:00:00Z', '2026-03-30T00:00'],
    ['of an hour that comes twice is the first', daily(2, 'Europe/Berlin'), '2026-10-24T12:00:00Z', '2026-10-25T00:00'],
    [
      'of an hour that came once already is the next day',
      daily(2, 'Europe/Berlin'),
      '2026-10-25T00:00:00Z',
      '2026-10-26T01:00',
    ],
    ['knows half hours', daily(6, 'Asia/Kolkata'), '2026-11-24T00:00:00Z', '2026-11-24T00:30'],
    ['knows midnight that is skipped', daily(0, 'Africa/Cairo'), '2026-04-23T12:00:00Z', '2026-04-23T22:00'],
    [
      'on weekdays passes the weekend over',
      { frequency: 'weekdays', hour: 7, zone: 'UTC' },
      '2026-11-27T07:00:00Z',
      '2026-11-30T07:00',
    ],
    [
      'weekly is on the day chosen',
      { frequency: 'weekly', weekday: 7, hour: 9, zone: 'America/New_York' },
      '2026-11-24T00:00:00Z',
      '2026-11-29T14:00',
    ],
    [
      "by the reader's calendar, not by UTC's",
      { frequency: 'weekly', weekday: 1, hour: 5, zone: 'Pacific/Auckland' },
      '2026-11-27T00:00:00Z',
      '2026-11-29T16:00',
    ],
  ] as const)('%s', (_, cadence, after, slot) => {
    expect(said(nextDigestAt(cadence, at(after)))).toBe(slot);
  });

  const zones = Intl.supportedValuesOf('timeZone');
  test('comes once on each day of every zone, with the hour that the clock shows unless it skips it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: at('2020-01-01T00:00:00Z'), max: at('2035-01-01T00:00:00Z') }),
        (zone, hour, from) => {
          const first = nextDigestAt(daily(hour, zone), from as EpochSeconds);
          const second = nextDigestAt(daily(hour, zone), first);
          const dates = [first, second].map((slot) => calendarIn(zone, new Date(slot * 1000)).date);
          expect(first).toBeGreaterThan(from);
          expect(second - first).toBeGreaterThanOrEqual(22 * 3600);
          // a zone that changes its side of the date line has no such day
          expect(second - first).toBeLessThanOrEqual(49 * 3600);
          expect(dates[0]).not.toBe(dates[1]);
          const shown = Number(
            new Intl.DateTimeFormat('en', { timeZone: zone, hour: 'numeric', hourCycle: 'h23' }).format(first * 1000),
          );
          expect([hour, hour + 1]).toContain(shown);
        },
      ),
      { numRuns: 300 },
    );
  });
});

test('zones are those of the IANA database, and no offsets', () => {
  expect(['Asia/Baku', 'UTC', 'Europe/Kyiv'].map(isZone)).toEqual([true, true, true]);
  expect(['Mars/Olympus', '+04:00', '', 'Asia/Baku\n', '../etc/passwd'].map(isZone)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
});
