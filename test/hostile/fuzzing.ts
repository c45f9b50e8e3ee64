import { expect } from '@jest/globals';
import fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { chunks } from '../../platform/dynamodb/batches.ts';
import { faultsOf } from '../helpers/calmAnswer.ts';
import type { TestCaravan } from '../helpers/caravan.ts';
import { tableRows } from '../helpers/tableRows.ts';
import type { Sent } from './requests/parts.ts';

/** A seed that failed is printed; FUZZ_SEED tries it again. */
const seed = Number(process.env['FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
/** Of a test of 160 requests, each batch costs two looks at all that is stored. */
const [batches, inBatch, atOnce] = [10, 16, 4];

/**
 * Sends requests by the batch: every answer is calm, and what was refused, sent once more, changes no row and mails
 * nobody. It gives how often each status was the answer.
 */
export function fuzzing(caravan: TestCaravan) {
  const send = async ({ method, path, headers, body }: Sent) => {
    const response = await caravan.get(path, { method, headers, redirect: 'manual', ...(body && { body }) });
    const text = Buffer.from(await response.arrayBuffer()).toString();
    return {
      sent: { method, path, headers, body },
      answered: { status: response.status, headers: response.headers, text },
    };
  };
  const sendAll = async (batch: readonly Sent[]) => {
    const answers: Awaited<ReturnType<typeof send>>[] = [];
    for (const some of chunks(batch, atOnce)) answers.push(...(await Promise.all(some.map(send))));
    return answers;
  };
  /** @param first the first batch: ways that chance alone may miss */
  return async (requests: Arbitrary<Sent>, first: readonly Sent[]) => {
    const statuses = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(fc.array(requests, { minLength: inBatch, maxLength: inBatch }), async (batch) => {
        const answers = await sendAll(batch);
        expect(
          answers.flatMap(({ sent, answered }) => faultsOf(answered).map((fault) => ({ ...sent, fault }))),
        ).toEqual([]);
        for (const {
          answered: { status },
        } of answers)
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
        const refused = answers.filter(({ answered: { status } }) => status >= 400).map(({ sent }) => sent as Sent);
        await caravan.twin.idle();
        const [rows, mails] = [await tableRows(caravan), caravan.twin.mailbox.all().length];
        const again = await sendAll(refused);
        // what another of the batch has made possible since
        if (again.some(({ answered: { status } }) => status < 400)) return;
        await caravan.twin.idle();
        expect(await tableRows(caravan)).toEqual(rows);
        expect(caravan.twin.mailbox.all()).toHaveLength(mails);
      }),
      { seed, numRuns: batches, examples: [[[...first]]] },
    );
    return statuses;
  };
}
