import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { SimulatedTime } from '../../local/simulatedTime.ts';
import type { Heard } from '../helpers/receiver.ts';
import type { Shown } from '../faults/feedReader.ts';
import { openStage } from '../faults/stage.ts';
import type { Stage } from '../faults/stage.ts';
import { found } from '../faults/random/found.ts';
import type { Publisher } from '../faults/random/history.ts';
import { Lost } from '../faults/random/lost.ts';
import { play } from '../faults/random/play.ts';
import type { Played } from '../faults/random/played.ts';
import { judge } from '../faults/random/promises.ts';
import type { Told } from '../faults/subscribed.ts';
import type { Embargo, Statement } from '../faults/model/facts.ts';
import { behindTheWall } from '../faults/model/texts.ts';

describe('the judge of random lives finds', () => {
  let stage: Stage;
  let played: Played;
  beforeAll(async () => {
    stage = await openStage(new SimulatedTime());
    played = await play(stage, new Lost(), Object.values(found)[0]!);
  }, 600_000); // it ends what hangs: a machine that has much else to do takes its time
  afterAll(() => stage.stop());

  const partner =
    (name: string, heard: (its: readonly Heard[], healthy: readonly Heard[]) => readonly Heard[]) => () => ({
      partners: played.partners.map((one) =>
        one.reader.name === name ? { ...one, heard: heard(one.heard, played.partners[0]!.heard) } : one,
      ),
    });
  const first = (by: Publisher, statements: (its: readonly Statement[]) => readonly Statement[]) => () => ({
    stories: played.stories.map((story) =>
      story.by === by && story.guid.endsWith('-0') ? { ...story, statements: statements(story.statements) } : story,
    ),
  });
  const feeds = (shown: (its: readonly Shown[]) => readonly Shown[]) => () => ({
    feeds: played.feeds.map((feed) => ({ ...feed, shown: shown(feed.shown) })),
  });
  const soon: Embargo = { words: 'soon', untilMs: Infinity };
  const under = first('north', (its) =>
    its.map(({ atMs, says }) => ({ atMs, says: says === 'tombstone' ? says : { ...says, embargo: soon } })),
  );
  const corrected = first('north', (its) => [
    ...its,
    {
      atMs: its.at(-1)!.atMs,
      says: {
        title: 'Corrected',
        topics: [],
        language: undefined,
        embargo: undefined,
        expiresMs: undefined,
        publishedMs: undefined,
      },
    },
  ]);
  const withdrawn = first('north', (its) => [...its, { atMs: its.at(-1)!.atMs, says: 'tombstone' }]);
  const pulled = (told: (its: Played['pulled'][number]['told']) => Played['pulled'][number]['told']) => () => ({
    pulled: played.pulled.map((one, index) => (index === 0 ? { ...one, told: told(one.told) } : one)),
  });
  const pushed = (told: (its: readonly Told[]) => readonly Told[]) => () => ({
    pushed: played.pushed.map((one, index) => (index === 0 ? { ...one, told: told(one.told) } : one)),
  });

  test('nothing where all was kept', async () => {
    expect(await judge(stage, played)).toEqual([]);
  });

  test.each<[what: string, spoiled: () => Partial<Played>, kind: string, words: RegExp]>([
    [
      'a story that no table has',
      () => ({ stories: [...played.stories, { ...played.stories[0]!, guid: 'lost' }] }),
      'lost',
      /lost has no row/,
    ],
    ['a correction that did not arrive', corrected, 'lost', /is live with .*, and should be live with "Corrected"/],
    ['a story that was withdrawn and is out', withdrawn, 'leaked', /is live with .*, and should be withdrawn/],
    ['a story that a feed lacks', feeds(() => []), 'lost', /heard nothing, and last should be/],
    ['a story that a feed shows twice', feeds((its) => [...its, ...its]), 'repeated', /shows .* 2 times/],
    [
      'what is for subscribers in a feed',
      feeds((its) => its.map((one) => ({ ...one, text: behindTheWall }))),
      'leaked',
      /shows what is for subscribers/,
    ],
    [
      'a version that says nothing else',
      partner('healthy', (its) => [
        ...its,
        { ...its.at(-1)!, id: 'another', data: { ...its.at(-1)!.data, version: 99 } },
      ]),
      'repeated',
      /healthy, .* in 2 versions, where 1 are explained/,
    ],
    [
      'a webhook that was not heard',
      partner('healthy', (its) => its.slice(0, -1)),
      'lost',
      /healthy, .*last should be/,
    ],
    ['one that came too often', partner('slow', (its) => [...its, ...its, ...its]), 'repeated', /slow heard .* times/],
    [
      'one that its endpoint does not want',
      partner('slow', (_, healthy) => healthy),
      'leaked',
      /slow, .* not asked for/,
    ],
    ['one that came before its embargo ended', under, 'leaked', /healthy, .* was told .* when that was not out/],
    ['a version that was not pulled', pulled((its) => its.slice(0, -1)), 'lost', /who pulls .* last should be/],
    ['one that was pulled twice', pulled((its) => [...its, its[0]!]), 'repeated', /was pulled again/],
    [
      'what was pulled in another order',
      pulled((its) => its.toReversed()),
      'leaked',
      /who pulls .* heard version 1 after 2/,
    ],
    ['what was pulled early', under, 'leaked', /who pulls .* was told .* when that was not out/],
    [
      'an event that did not reach a queue',
      () => ({ queued: { ...played.queued, received: [] } }),
      'lost',
      /the queue, .* heard nothing/,
    ],
    [
      'an article that was not pushed',
      pushed((its) => its.filter(({ urn }) => urn !== its.at(-1)!.urn)),
      'lost',
      /the hub .* heard nothing/,
    ],
    [
      'a push that came too often',
      pushed((its) => [...its, ...Array<Told>(30).fill(its.at(-1)!)]),
      'repeated',
      /the hub .* pushed .* times/,
    ],
    ['a correction that was not pushed', corrected, 'lost', /the hub .* last should be "Corrected"/],
    ['what was pushed early', under, 'leaked', /the hub .* was told .* when that was not out/],
    [
      'a subscription that ended',
      () => ({ pushed: played.pushed.map((one) => ({ ...one, endpoint: undefined })) }),
      'lost',
      /the subscription has ended/,
    ],
    [
      'a sign-up that came to nothing',
      () => ({ person: { ...played.person, confirmed: false } }),
      'lost',
      /signed up .* to no end/,
    ],
    ['a question too many', () => ({ person: { ...played.person, questions: 9 } }), 'repeated', /was asked/],
    [
      'a story that was not mailed',
      () => ({
        stories: played.stories.map((story) => ({
          ...story,
          statements: [
            ...story.statements,
            {
              ...story.statements[0]!,
              atMs: played.endMs,
              says: { ...(story.statements[0]!.says as object), title: 'Late' } as Statement['says'],
            },
          ],
        })),
      }),
      'lost',
      /was never told "Late"/,
    ],
    [
      'a story that was mailed and not chosen',
      () => ({
        readers: played.readers.map((one) => ({
          ...one,
          choices: [{ fromMs: -Infinity, topics: ['nothing'], sources: [] }],
        })),
      }),
      'leaked',
      /was told .* not chosen/,
    ],
    [
      'a reader who left and is active',
      () => ({ readers: played.readers.map((one) => ({ ...one, leftAtMs: Date.now() })) }),
      'lost',
      /is active, and should be left/,
    ],
    [
      'mail after leaving',
      () => ({ readers: played.readers.map((one) => ({ ...one, leftAtMs: 0 })) }),
      'leaked',
      /mail after leaving/,
    ],
  ])('%s', async (_, spoiled, kind, words) => {
    expect(await judge(stage, { ...played, ...spoiled() })).toContainEqual({
      kind,
      words: expect.stringMatching(words),
    });
  });

  test('a dead letter without an alarm', async () => {
    const { twin, sqs } = stage.caravan;
    const send = (start: string) =>
      sqs.send(
        new SendMessageCommand({
          QueueUrl: twin.stack.ofType('AWS::SQS::Queue').find(({ id }) => id.startsWith(start))!.ref,
          MessageBody: '{}',
        }),
      );
    await send('PublishingPublishDeadLetters');
    expect(await judge(stage, played)).toEqual([]);
    const alarm = jest.spyOn(twin.cloudWatch, 'look').mockReturnValue([]);
    expect(await judge(stage, played)).toEqual([
      { kind: 'left', words: expect.stringMatching(/1 dead letters in PublishingPublishDeadLetters.*, and no alarm/) },
    ]);
    alarm.mockRestore();
  });
});
