import fc from 'fast-check';
import { cursorOf, placeOf } from '../../../modules/partner-api/http/cursor.ts';
import type { EpochSeconds } from '../../../platform/values/time.ts';

const place = fc.record({
  seq: fc.nat({ max: 2 ** 40 }),
  since: fc.option(
    fc.integer({ min: 1, max: 99_999_999_999 }).map((value) => value as EpochSeconds),
    { nil: undefined },
  ),
});
const filter = fc.record({ sources: fc.array(fc.string()), topics: fc.array(fc.string()) }, { requiredKeys: [] });

test('a place comes back as it was', () => {
  fc.assert(
    fc.property(place, filter, (given, asked) => {
      const back = placeOf(cursorOf(given, asked), asked);
      expect([back.seq, back.since]).toEqual([given.seq, given.since]);
    }),
  );
});

test('with another filter it is refused, and says so', () => {
  fc.assert(
    fc.property(place, filter, filter, (given, one, other) => {
      fc.pre(JSON.stringify(one) !== JSON.stringify(other));
      expect(() => placeOf(cursorOf(given, one), other)).toThrow('belongs to another question');
    }),
  );
});

test('with any one character changed, left out or put in, it is invalid', () => {
  fc.assert(
    fc.property(
      place,
      filter,
      fc.nat(),
      fc.constantFrom(...'AZaz09-_=+/ .'),
      fc.constantFrom('change', 'drop', 'add'),
      (given, asked, where, letter, how) => {
        const cursor = cursorOf(given, asked);
        const index = where % cursor.length;
        const kept = { drop: '', change: letter, add: letter + cursor.charAt(index) }[how];
        const changed = cursor.slice(0, index) + kept + cursor.slice(index + 1);
        fc.pre(changed !== cursor);
        expect(() => placeOf(changed, asked)).toThrow('is invalid');
      },
    ),
  );
});

test('whatever is given for one, the answer is a problem and no fault of ours', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.base64String(), fc.string({ unit: 'binary' })), (text) => {
      expect(() => placeOf(text, {})).toThrow('is invalid');
    }),
  );
});
