import fc from 'fast-check';
import {
  beatAt,
  momentFrom,
  nearestPace,
  partitionOf,
  slotOf,
  slotsBetween,
  slotsToCheck,
  slowerPace,
} from '../../../modules/sources/slots.ts';
import { plusSeconds } from '../../../platform/values/time.ts';
import type { EpochSeconds } from '../../../platform/values/time.ts';

const minute = 60;
const hour = 3_600;
const start = 1_800_000_000 as EpochSeconds;
const times = fc.integer({ min: start, max: start + 400 * 86_400 }).map((at) => at as EpochSeconds);
const paces = [5, 10, 15, 20, 30, 40, 60, 90, 120, 180, 240, 360, 480, 720, 1_440].map((minutes) => minutes * minute);
const slots = fc.tuple(fc.string(), fc.constantFrom(...paces)).map(([id, pace]) => slotOf(id, pace)!);

test('a source comes back to its slot once in a pace, at one moment for all who look', () => {
  fc.assert(
    fc.property(slots, times, (slot, from) => {
      const next = momentFrom(slot, from);
      expect(next).toBeGreaterThanOrEqual(from);
      expect(next - from).toBeLessThan(slot.pace * 5 * minute);
      expect(momentFrom(slot, next)).toBe(next);
      expect(momentFrom(slot, plusSeconds(next, 1))).toBe(next + slot.pace * 5 * minute);
    }),
  );
});

test('however long nobody has looked, what was due meanwhile is found, with the last moment at which it was', () => {
  fc.assert(
    fc.property(slots, times, fc.integer({ min: 1, max: 3 * 86_400 }), (slot, from, seconds) => {
      const until = plusSeconds(from, seconds);
      const found = slotsBetween(beatAt(from), beatAt(until)).get(partitionOf(slot));
      const next = momentFrom(slot, plusSeconds(from, 1));
      if (next > until) expect(found).toBeUndefined();
      else {
        expect(found).toBeLessThanOrEqual(until);
        expect(momentFrom(slot, plusSeconds(found!, 1))).toBeGreaterThan(until);
      }
    }),
  );
});

test('a slot is looked at again an hour after it was due, and after twice that, until it is due anew', () => {
  const slot = slotOf('gazette', 24 * hour)!;
  const due = momentFrom(slot, start);
  const looks = Array.from({ length: 288 }, (_, beat) => plusSeconds(due, beat * 5 * minute)).filter((at) =>
    slotsToCheck(beatAt(at) - 1, beatAt(at)).has(partitionOf(slot)),
  );
  expect(looks.map((at) => (at - due) / hour)).toEqual([1, 2, 4, 8, 16]);
  const quick = slotOf('gazette', hour)!;
  const now = momentFrom(quick, start) + hour / 2;
  expect(slotsToCheck(beatAt(now as EpochSeconds) - 288, beatAt(now as EpochSeconds))).not.toContain(
    partitionOf(quick),
  );
});

test('a pace is the nearest to a habit, and no quicker than a wish', () => {
  expect([1, 300, 440, 540, 6.5 * hour, 9 * 86_400].map(nearestPace)).toEqual([
    300,
    300,
    600,
    600,
    6 * hour,
    24 * hour,
  ]);
  expect([0, 300, 301, 5_000, 6 * 86_400].map(slowerPace)).toEqual([300, 300, 600, 5_400, 24 * hour]);
  expect(slotOf('gazette', 420)).toBeUndefined();
});

test('sources are spread over the phases of their pace', () => {
  const phases = Array.from({ length: 6_000 }, (_, index) => slotOf(`source-${index}`, hour)!.phase);
  const counts = [...Map.groupBy(phases, (phase) => phase).values()].map(({ length }) => length);
  expect(counts).toHaveLength(12);
  expect(Math.min(...counts)).toBeGreaterThan(400);
});
