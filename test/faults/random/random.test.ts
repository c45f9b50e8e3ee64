import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import fc from 'fast-check';
import type { Heard } from '../../helpers/receiver.ts';
import { openStage } from '../stage.ts';
import type { Stage } from '../stage.ts';
import { found } from './found.ts';
import { histories, linesOf } from './history.ts';
import { Lost } from './lost.ts';
import type { Story } from './newsroom.ts';
import { play } from './play.ts';
import type { Played } from './play.ts';
import { judge } from './promises.ts';
import type { Told } from '../subscribed.ts';
import { Theatre } from './theatre.ts';

const theatre = new Theatre();
afterAll(() => theatre.close());

const limitMs = 120_000;

describe('what once broke the promise, and does not any more', () => {
  test.each(Object.entries(found))('%s', async (_, history) => {
    expect(await theatre.perform(history)).toEqual([]);
  }, limitMs);
});

describe('random lives', () => {
  // A few of the many that npm run test:faults -- --seeds plays; the same in each run.
  test.each([1, 2, 3])('seed %i keeps the promise', async (seed) => {
    const [history] = fc.sample(histories, { seed, numRuns: 1 });
    const breaches = await theatre.perform(history!);
    expect([breaches, breaches.length > 0 ? linesOf(history!) : '']).toEqual([[], '']);
  }, limitMs);
});

describe('the judge of random lives finds', () => {
  let stage: Stage;
  let played: Played;
  beforeAll(async () => {
    await theatre.close();
    stage = await openStage(theatre.time);
    played = await play(stage, new Lost(), Object.values(found)[0]!);
  }, limitMs);
  afterAll(() => stage.stop());

  const partner = (name: string, heard: (its: readonly Heard[], healthy: readonly Heard[]) => readonly Heard[]) => () =>
    ({ partners: played.partners.map((one) => (one.name === name ? { ...one, heard: heard(one.heard, played.partners[0]!.heard) } : one)) });
  const north = (stories: (its: readonly Story[]) => readonly Story[]) => () => ({ newsrooms: { ...played.newsrooms, north: { stories: stories(played.newsrooms.north.stories) } } });

  test('nothing where all was kept', async () => {
    expect(await judge(stage, played)).toEqual([]);
  });

  test.each<[what: string, spoiled: () => Partial<Played>, kind: string, words: RegExp]>([
    ['a story that no table has', north((its) => [...its, { ...its[0]!, guid: 'lost' }]), 'lost', /lost has no row/],
    ['a correction that did not arrive', north(([first]) => [{ ...first!, title: 'Corrected' }]), 'lost', /reads .* and not "Corrected"/],
    ['a story that was withdrawn and is out', north(([first]) => [{ ...first!, withdrawn: true }]), 'leaked', /is live, and was withdrawn/],
    ['a webhook that was not heard', partner('healthy', (its) => its.slice(0, -1)), 'lost', /healthy heard version/],
    ['one that came too often', partner('slow', (its) => [...its, ...its, ...its]), 'repeated', /slow heard .* times/],
    ['one that its endpoint does not want', partner('slow', (_, healthy) => healthy), 'leaked', /slow heard .* does not want/],
    ['one that came before its embargo ended', north(([first]) => [{ ...first!, embargoUntilMs: Date.now() }]), 'leaked', /before its embargo ended/],
    ['a version that was not pulled', () => ({ pulled: played.pulled.slice(1) }), 'lost', /was never pulled/],
    ['one that was pulled twice', () => ({ pulled: [...played.pulled, played.pulled[0]!] }), 'repeated', /was pulled again/],
    ['what was pulled in another order', () => ({ pulled: played.pulled.toReversed() }), 'leaked', /came in the order/],
    ['what was pulled and nobody announced', () => ({ pulled: [...played.pulled, { ...played.pulled[0]!, version: 99 }] }), 'leaked', /which nobody announced/],
    ['what was pulled early', north(([first]) => [{ ...first!, embargoUntilMs: Date.now() }]), 'leaked', /was pulled before its embargo ended/],
    ['an article that was not pushed', () => ({ pushed: played.pushed.filter(({ urn }) => urn !== played.pushed[0]!.urn) }), 'lost', /the hub said "nothing"/],
    ['a push that came too often', () => ({ pushed: [...played.pushed, ...Array<Told>(30).fill(played.pushed.at(-1)!)] }), 'repeated', /the hub pushed .* times/],
    ['a correction that was not pushed', north(([first]) => [{ ...first!, title: 'Corrected' }]), 'lost', /the hub said .* last, and not "Corrected"/],
    ['what was pushed early', north(([first]) => [{ ...first!, embargoUntilMs: Date.now() }]), 'leaked', /was pushed before its embargo ended/],
    ['a sign-up that came to nothing', () => ({ person: { ...played.person, confirmed: false } }), 'lost', /signed up .* to no end/],
    ['a question too many', () => ({ person: { ...played.person, questions: 9 } }), 'repeated', /was asked/],
    ['a reader who left and is active', () => ({ readers: played.readers.map((one) => ({ ...one, leftAtMs: Date.now() })) }), 'lost', /is active, and should be left/],
    ['mail after leaving', () => ({ readers: played.readers.map((one) => ({ ...one, leftAtMs: 0 })) }), 'leaked', /mail after leaving/],
  ])('%s', async (_, spoiled, kind, words) => {
    expect(await judge(stage, { ...played, ...spoiled() })).toContainEqual({ kind, words: expect.stringMatching(words) });
  });

  test('a dead letter without an alarm', async () => {
    const { twin, sqs } = stage.caravan;
    const send = (start: string) => sqs.send(new SendMessageCommand({ QueueUrl: twin.stack.ofType('AWS::SQS::Queue').find(({ id }) => id.startsWith(start))!.ref, MessageBody: '{}' }));
    await send('PublishingPublishDeadLetters');
    expect(await judge(stage, played)).toEqual([]);
    const alarm = jest.spyOn(twin.cloudWatch, 'look').mockReturnValue([]);
    expect(await judge(stage, played)).toEqual([{ kind: 'left', words: expect.stringMatching(/1 dead letters in PublishingPublishDeadLetters.*, and no alarm/) }]);
    alarm.mockRestore();
  });
});
