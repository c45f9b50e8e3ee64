import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { SimulatedTime } from '../../local/simulatedTime.ts';
import { articleId } from '../../modules/sources/seenList.ts';
import { again } from '../faults/again.ts';
import { Commenter } from '../faults/commenter.ts';
import { openStage } from '../faults/stage.ts';
import type { Stage } from '../faults/stage.ts';
import { commentsOn, pagesOf } from '../faults/core/end.ts';
import { record, wordsOf } from '../faults/core/points.ts';
import type { Place } from '../faults/core/points.ts';

const harbour = articleId('gazette', 'harbour');
let stage: Stage;
let places: readonly Place[];
let runs = 0;

beforeAll(async () => {
  stage = await openStage(new SimulatedTime());
  stage.north.items = [{ guid: 'harbour', title: 'Harbour opens' }];
  await stage.addSource('gazette', stage.north.url);
  await stage.tick('Schedule');
  await commentOnce(); // first starts of workers are not like later ones
  places = (await record(stage, commentOnce)).places.filter(({ function: name }) => name.startsWith('Commenting'));
}, 180_000);
afterAll(() => stage.stop());

/** Somebody comments, pressing twice, and the moderator approves. @returns what they wrote */
async function commentOnce(): Promise<string> {
  const text = `What number ${(runs += 1)} had to say about the harbour.`;
  const commenter = new Commenter(stage.caravan, harbour, `Reader ${runs}`, text);
  let opened: string | undefined;
  await again(async () => (opened = await commenter.look()) !== undefined);
  await stage.pass(1);
  for (let times = 0; times < 2; times++) await again(() => commenter.send(opened ?? ''));
  await stage.pass(40);
  await again(() => commenter.approve());
  await stage.pass(60); // the count of an hour is over
  return text;
}

test('a comment passes both functions', () => {
  expect(new Set(places.map(({ function: name }) => name.replace(/[0-9A-F]{8}$/, '')))).toEqual(
    new Set(['CommentingComment', 'CommentingSendModeration']),
  );
  expect(places.length).toBeGreaterThan(20);
});

// The breaking machine breaks each of these calls in each way; here each has one of the two that hurt most.
test('a worker is killed at each call of the two: the comment is held, told, approved and shown once', async () => {
  const { caravan } = stage;
  for (const [index, place] of places.entries()) {
    const kind = index % 2 === 0 ? 'kill-before' : 'kill-after';
    const mails = caravan.twin.mailbox.all().length;
    caravan.twin.faults.add({ ...place, kind });
    const text = await commentOnce();
    caravan.twin.faults.clear();
    const where = wordsOf({ ...place, kind });
    const shown = commentsOn(await pagesOf(caravan, { harbour })).filter((line) => line.endsWith(text));
    expect([where, shown, await caravan.comments.held(9), stage.leftInQueues()]).toEqual([
      where,
      [`harbour: ${text}`],
      [],
      [],
    ]);
    const sent = caravan.twin.mailbox.all().length - mails;
    expect([where, sent >= 1 && sent <= 2]).toEqual([where, true]); // a mail that comes twice does no harm
  }
}, 600_000);
