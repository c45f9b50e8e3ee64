import { afterAll, expect, test } from '@jest/globals';
import { found } from '../faults/random/found.ts';
import { Theatre } from '../faults/random/theatre.ts';

/**
 * Plays every third of the histories that once broke the promise: each file of Jest's has one, and workers share them.
 */
export function playFound(part: 0 | 1 | 2): void {
  const theatre = new Theatre();
  afterAll(() => theatre.close());

  test.each(Object.entries(found).filter((_, index) => index % 3 === part))(
    'what once broke the promise, and does not any more: %s',
    async (_, history) => {
      expect(await theatre.perform(history)).toEqual({ breaches: [] });
    },
    600_000, // it ends what hangs: a machine that has much else to do takes its time
  );
}
