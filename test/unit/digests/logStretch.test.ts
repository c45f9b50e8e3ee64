import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { LogWindowCache } from '../../../modules/digests/content/logWindow.ts';
import { aLogEntry, madeLog } from '../../helpers/madeLog.ts';

const logOf = (...numbers: number[]) =>
  madeLog(
    numbers.map((seq) => aLogEntry(seq)),
    2,
  );

test('whatever windows are asked for, each holds what the log does, and each row is read once', async () => {
  const place = fc.nat(40);
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(place, { maxLength: 30 }),
      fc.array(fc.tuple(place, place), { maxLength: 8 }),
      async (numbers, windows) => {
        const log = logOf(...numbers.toSorted((one, other) => one - other));
        const stretch = new LogWindowCache(log, 100);
        const given = await Promise.all(windows.map(([since, until]) => stretch.window(since, until)));
        expect(given).toEqual(windows.map(([since, until]) => ({ entries: log.within(since, until), cut: false })));
        expect([...log.read.values()].every((times) => times === 1)).toBe(true);
      },
    ),
  );
});

test('of a window that is too long the newest are held, which it says', async () => {
  const log = logOf(1, 2, 3, 4, 5, 6, 7);
  const stretch = new LogWindowCache(log, 3);
  expect(await stretch.window(0, 6)).toEqual({ entries: log.within(3, 6), cut: true });
  expect(await stretch.window(3, 6)).toEqual({ entries: log.within(3, 6), cut: false });
  expect(log.read.get(1)).toBeUndefined();
  expect(await stretch.window(3, 7)).toEqual({ entries: log.within(4, 7), cut: true });
});

test('numbers that nobody has cost nothing: after a restore the log goes on a million later', async () => {
  const stretch = new LogWindowCache(logOf(1, 2, 1_000_002, 1_000_003), 3);
  expect(await stretch.window(1, 1_000_003)).toMatchObject({
    entries: [{ seq: 2 }, { seq: 1_000_002 }, { seq: 1_000_003 }],
    cut: false,
  });
});

test('what could not be read is read the next time', async () => {
  const log = logOf(1, 2, 3, 4, 5, 6, 7, 8);
  let broken = true;
  const breaking = (pages: typeof log.between): typeof log.between =>
    async function* (after, last) {
      for await (const page of pages(after, last)) {
        yield page;
        if (broken) throw new Error('throttled');
      }
    };
  const stretch = new LogWindowCache({ between: breaking(log.between), backwards: breaking(log.backwards) }, 100);
  await expect(stretch.window(0, 4)).rejects.toThrow('throttled');
  await expect(stretch.window(4, 8)).rejects.toThrow('throttled');
  broken = false;
  expect(await stretch.window(0, 8)).toEqual({ entries: log.within(0, 8), cut: false });
});
