import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { FaultKind } from '../../local/gateway/faults.ts';
import { epochSeconds } from '../../functions/shared/domain/time.ts';
import { functionId, startCaravan } from '../helpers/caravan.ts';
import type { TestCaravan } from '../helpers/caravan.ts';
import { digestTools } from '../helpers/digests.ts';
import type { DigestTools } from '../helpers/digests.ts';
import { startPublisher } from '../helpers/publisher.ts';
import type { TestPublisher } from '../helpers/publisher.ts';

let caravan: TestCaravan;
let publisher: TestPublisher;
let tools: DigestTools;
beforeAll(async () => {
  [caravan, publisher] = await Promise.all([startCaravan({ mail: { maxSendRate: 500 } }), startPublisher()]);
  tools = digestTools(caravan);
  publisher.items = [{ guid: 'a', title: 'Port opens' }];
  await caravan.add('emn', publisher.url);
});
afterAll(async () => { await Promise.all([caravan.stop(), publisher.stop()]); });

let run = 0;

/** Two readers are due, and a fault is armed for a function; then the hours pass that mend what can be mended. */
async function morningWith(name: string, nth: number, kind: FaultKind) {
  run += 1;
  const readers = await Promise.all(['one', 'two'].map((who) => tools.add(`${who}-${run}@baku.example`)));
  caravan.twin.faults.add({ function: functionId(caravan.twin, name), nth, kind });
  await tools.run();
  for (let round = 0; round < 2; round++) {
    for (const reader of readers) await tools.letPass(reader);
    for (const reader of readers) await tools.askAgain(reader);
  }
  const met = caravan.twin.faults.pending === 0;
  caravan.twin.faults.clear();
  const ends = await Promise.all(readers.map(async (reader) => ({
    mails: tools.mails(reader).length,
    ledger: (await tools.ledger(reader)).map(({ status }) => status),
    isDue: (await tools.row(reader)).dueAt! <= epochSeconds(new Date()),
  })));
  return { met, ends };
}

const kinds: FaultKind[] = ['kill-before', 'kill-after', 'timeout-after', 'throttle'];
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/** Calls that each function surely makes on such a morning. Due digests reads the pace, asks 16 shards alike, and sends or finds its place in the log first. */
describe.each([{ name: 'DueDigests', calls: [1, 2, 18] }, { name: 'Digest', calls: upTo(14) }, { name: 'MailEvents', calls: upTo(4) }])('$name', ({ name, calls }) => {
  test.each(kinds)(`meets "%s" at its AWS calls ${calls.join(', ')}, and every reader has one digest`, async (kind) => {
    for (const nth of calls) {
      const { met, ends } = await morningWith(name, nth, kind);
      const where = `call ${nth} of ${name}, ${kind}`;
      expect([where, met]).toEqual([where, true]);
      expect([where, ends]).toEqual([where, [0, 1].map(() => ({ mails: 1, ledger: ['delivered'], isDue: false }))]);
    }
  }, 120_000);
});
