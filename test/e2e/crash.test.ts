import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { articleId } from '../../functions/ingest/seen.ts';
import type { FaultKind } from '../../local/gateway/faults.ts';
import { functionId, startCaravan } from '../helpers/caravan.ts';
import type { TestCaravan } from '../helpers/caravan.ts';
import { startPublisher } from '../helpers/publisher.ts';
import type { TestPublisher } from '../helpers/publisher.ts';

let caravan: TestCaravan;
let publisher: TestPublisher;
beforeAll(async () => { [caravan, publisher] = await Promise.all([startCaravan(), startPublisher()]); });
afterAll(async () => { await Promise.all([caravan.stop(), publisher.stop()]); });

const kinds: FaultKind[] = ['kill-before', 'kill-after', 'timeout-after', 'throttle'];
let run = 0;

/** A source publishes three stories, then corrects one and withdraws one, with a fault armed from the start. */
async function lifeWith(name: string, nth: number, kind: FaultKind) {
  const source = `run-${(run += 1)}`;
  const story = (guid: string, title = `${guid} of ${source}`) => ({ guid, title });
  publisher.items = [story('a'), story('b'), story('c')];
  publisher.withdrawn = [];
  caravan.twin.faults.add({ function: functionId(caravan.twin, name), nth, kind });
  await caravan.add(source, publisher.url);
  publisher.items = [story('a', `a of ${source}, corrected`), story('b')];
  publisher.withdrawn = ['c'];
  await caravan.poll(source);
  const met = caravan.twin.faults.pending === 0;
  caravan.twin.faults.clear();

  const ids = ['a', 'b', 'c'].map((guid) => articleId(source, guid));
  const rows = await Promise.all(ids.map((id) => caravan.articles.get(id)));
  const feed = (await (await caravan.get(`/feeds/sources/${source}.json`)).json()) as { items: { title: string }[] };
  const heard = () => caravan.events.filter(({ article }) => ids.includes(article.id)).map(({ type, article }) => `${'abc'[ids.indexOf(article.id)]} ${type.slice(8)} v${article.version}`);
  while (new Set(heard()).size < 5) await caravan.announced(caravan.events.length + 1);
  return { met, rows: rows.map((row) => [row?.version, row?.status]), feed: feed.items.map(({ title }) => title.replace(source, 'run')).toSorted(), heard: heard() };
}

const whole = {
  rows: [[2, 'live'], [1, 'live'], [2, 'withdrawn']],
  feed: ['a of run, corrected', 'b of run'],
  heard: ['a published v1', 'a updated v2', 'b published v1', 'c published v1', 'c withdrawn v2'],
};

/** Each function's calls in such a life; more than there are would leave the fault unmet, and the test says so. */
describe.each([{ name: 'Ingest', calls: 14 }, { name: 'Publish', calls: 14 }])('$name', ({ name, calls }) => {
  test.each(kinds)(`meets "%s" at each of its first ${calls} AWS calls, and the end is the same`, async (kind) => {
    for (let nth = 1; nth <= calls; nth++) {
      const { met, heard, ...end } = await lifeWith(name, nth, kind);
      const what = `call ${nth} of ${name}, ${kind}`;
      expect([what, met]).toEqual([what, true]);
      expect([what, end]).toEqual([what, { rows: whole.rows, feed: whole.feed }]);
      expect([what, [...new Set(heard)].toSorted()]).toEqual([what, whole.heard]);
      // A batch of events whose acknowledgement is lost is sent again: repeats are explained by one fault, under the same ids.
      expect(heard.length - whole.heard.length).toBeLessThanOrEqual(kind === 'kill-before' || kind === 'throttle' ? 0 : 3);
    }
  });
});

test('after all of it, the log of announcements holds every version once', async () => {
  const anHourOn = new Date(Date.now() + 3_600_000); // when every gap is settled
  const once: string[] = [];
  for (let after = 0, end = false; !end;) {
    const page = await caravan.log.read(after, 100, anHourOn);
    const editions = await caravan.editions.getMany(page.entries);
    const placeOf = new Map(editions.map(({ event, seq }) => [event.id, seq]));
    once.push(...page.entries.map(({ articleId: article, version, seq }) => ({ id: `${article}-${version}`, seq })).filter(({ id, seq }) => placeOf.get(id) === seq).map(({ id }) => id));
    after = page.entries.at(-1)?.seq ?? after;
    ({ end } = page);
  }
  expect(once).toHaveLength(run * whole.heard.length);
  expect(new Set(once)).toEqual(new Set(caravan.events.map(({ id }) => id)));
});
