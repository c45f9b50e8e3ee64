import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { articleId } from '../../modules/sources/seenList.ts';
import { released, restored, withdrawn } from '../../modules/articles/articleLifecycle.ts';
import type { TestCaravan } from '../helpers/caravan.ts';
import { caravanOn } from '../helpers/commandLine.ts';
import { startFeedProgram } from '../helpers/feedProgram.ts';
import type { FeedProgram, Pushed } from '../helpers/feedProgram.ts';
import { hubTools } from '../helpers/hubTools.ts';
import { embargo, item, openLaw, told, tomorrow } from '../helpers/law.ts';
import type { Law } from '../helpers/law.ts';
import { startReceiver } from '../helpers/receiver.ts';
import { messagesOf, subscribedQueue } from '../helpers/topicQueue.ts';

/** Sections 1 and 2 of docs/promise.md, through the whole twin. */
let law: Law;
let caravan: TestCaravan;
beforeAll(async () => {
  law = await openLaw();
  ({ caravan } = law);
});
afterAll(() => law.stop());

describe('an embargo', () => {
  test.each([
    ['that can be read', tomorrow()],
    ['that cannot', 'tomorrow, 9am'],
  ])(
    '%s holds through tombstone and return, withdrawal and restoration, and ends when the operator ends it',
    async (_, until) => {
      const source = law.nextSource();
      const before = caravan.events.length;
      await law.list(source, item('Held', 'Economy', embargo(until)));
      await law.tombstone(source);
      await law.list(source, item('Held', 'Economy', embargo(until)));
      expect(await law.statusOf(source)).toBe('embargoed');
      await law.change(source, (article) => withdrawn(article, 'operator', 'a mistake', new Date()));
      await law.change(source, (article) => restored(article, new Date()));
      await law.list(source, item('Held, corrected', 'Economy', embargo(until)));
      expect([await law.statusOf(source), caravan.events.length]).toEqual(['embargoed', before]);
      await law.change(source, (article) => released(article, new Date()));
      await law.list(source, item('Held, corrected once more', 'Economy', embargo(until)));
      expect(await law.statusOf(source)).toBe('live');
      await law.list(
        source,
        item('Held again', 'Economy', embargo(new Date(Date.now() + 3 * 86_400_000).toISOString())),
      );
      expect(await law.statusOf(source)).toBe('embargoed');
      expect(caravan.events.slice(before).map(({ type, article: { title } }) => [type, title])).toEqual([
        ['article.published', 'Held, corrected'],
        ['article.updated', 'Held, corrected once more'],
        ['article.withdrawn', 'Held, corrected once more'],
      ]);
    },
  );

  test('that cannot be read is said to the operator, who releases the story by the command that is named', async () => {
    const source = law.nextSource();
    await law.list(source, item('Budget', 'Economy', embargo('after the speech')));
    expect((await caravan.sources.get(source))!.notes.join()).toContain(
      'holds 1 items whose embargo cannot be read ("after the speech")',
    );
    const id = articleId(source, 'one');
    const status = await caravanOn(caravan.dataDir, ['status']);
    expect([status.code, status.out]).toEqual([1, expect.stringContaining(`caravan articles release ${id}`)]);
    expect((await caravanOn(caravan.dataDir, ['articles', 'show', id])).out).toContain(
      'cannot be read: "after the speech"',
    );
    expect((await caravanOn(caravan.dataDir, ['articles', 'release', id])).out).toContain('"Budget" is live now');
    expect((await caravanOn(caravan.dataDir, ['status'])).out).not.toContain(id);
    await caravan.twin.idle();
    expect((await caravanOn(caravan.dataDir, ['articles', 'release', id])).err).toContain('no embargo holds it');
  });
});

describe('who was told is told of the end', () => {
  test('by webhook, pull API, hub, queue and feed, when a story leaves their topic and is then withdrawn for libel', async () => {
    const source = law.nextSource();
    await law.list(source);
    const [economy, politics, all] = [
      law.kept(await startReceiver()),
      law.kept(await startReceiver()),
      law.kept(await startReceiver()),
    ];
    await Promise.all([
      law.tools.connect(economy, { filter: { sources: [source], topics: ['economy'] } }),
      law.tools.connect(politics, { filter: { sources: [source], topics: ['politics'] } }),
      law.tools.connect(all, { filter: { sources: [source] } }),
    ]);
    const queue = await subscribedQueue(caravan, `queue-${source}`, { source: [source] });
    const program = await subscribedProgram(`${caravan.twin.url}/feeds/topics/economy.json`);
    await law.list(source, item('Minister accused', 'Economy'));
    await law.list(source, item('Minister cleared (corrected)', 'Politics'));
    expect(await (await caravan.get('/feeds/topics/economy.rss')).text()).toMatch(/deleted-entry/);
    await law.tombstone(source);

    expect(told(all)).toEqual(['published v1', 'updated v2', 'withdrawn v3']);
    expect(told(economy)).toEqual(['published v1', 'withdrawn v2', 'withdrawn v3']);
    expect(economy.heard[1]!.data).toMatchObject({
      title: '',
      summary: '',
      reason: 'Its topics have changed, and you do not ask for them any more.',
    });
    expect(JSON.stringify(economy.heard.slice(1))).not.toContain('cleared');
    expect(told(politics)).toEqual(['published v2', 'withdrawn v3']);
    expect(await pulled(`source=${source}&topic=economy`)).toEqual([
      'article.published 1',
      'article.withdrawn 2',
      'article.withdrawn 3',
    ]);
    // The engine here knows no arrays in filter policies, as SNS does, of which one element must match: each message
    // has the topic in its attribute.
    expect(
      (await messagesOf(caravan, queue)).map(({ attributes }) => [
        attributes['type'],
        attributes['topics'],
        attributes['topicsBefore'],
      ]),
    ).toEqual([
      ['article.published', '["testing","economy"]', undefined],
      [
        '["article.updated","article.published","article.withdrawn"]',
        '["testing","politics","economy"]',
        '["testing","economy"]',
      ],
      ['article.withdrawn', '["testing","politics","economy"]', undefined],
    ]);
    expect(program.pushed.map(saysWithdrawn)).toEqual([undefined, true, true]);
  });

  test('when its own filter is narrowed, of what it was sent and does not ask for any more, once; and of libel afterwards', async () => {
    const source = law.nextSource();
    await law.list(source);
    const receiver = law.kept(await startReceiver());
    const { id } = await law.tools.connect(receiver, {
      partnerId: law.partner.partnerId,
      filter: { sources: [source] },
    });
    await law.list(source, item('Rates rise', 'Economy'), {
      guid: 'two',
      title: 'Cup final',
      extra: '<category>Sport</category>',
    });
    expect(
      (
        await law.partner.call('PATCH', `/v1/webhooks/${id}`, {
          body: { filter: { sources: [source], topics: ['sport'] } },
        })
      ).status,
    ).toBe(200);
    await caravan.twin.idle();
    expect(receiver.heard.slice(2).map(({ type, data }) => [type, data.id])).toEqual([
      ['article.withdrawn', articleId(source, 'one')],
    ]);
    expect(new Set(receiver.heard.map((one) => one.id)).size).toBe(3);
    expect((await caravan.endpoints.get(law.partner.partnerId, id))!.narrowedAt).toBeUndefined();
    expect(
      (
        await law.partner.call<{ deliveries: { id: string }[] }>('GET', `/v1/webhooks/${id}/deliveries`)
      ).body.deliveries.map((one) => one.id),
    ).toContain(`${articleId(source, 'one')}-1-end`);

    await law.list(source, item('Rates rise, corrected', 'Economy'), ...law.publisher.items.slice(1));
    expect(receiver.heard).toHaveLength(3);
    await law.change(source, (article) => withdrawn(article, 'operator', 'libel', new Date()));
    expect(receiver.heard.slice(3).map(({ type, data }) => [type, data.id, data])).toEqual([
      ['article.withdrawn', articleId(source, 'one'), expect.objectContaining({ reason: 'libel', title: '' })],
    ]);
  });

  test('when it was disabled meanwhile; and who never had the story is told nothing of its end', async () => {
    const source = law.nextSource();
    await law.list(source);
    const [had, never, later] = [
      law.kept(await startReceiver()),
      law.kept(await startReceiver()),
      law.kept(await startReceiver()),
    ];
    const [ofHad, ofNever] = [
      await law.tools.connect(had, { partnerId: law.partner.partnerId, filter: { sources: [source] } }),
      await law.tools.connect(never, { partnerId: law.partner.partnerId, filter: { sources: [source] } }),
    ];
    const turn = (id: string, status: string) => law.partner.call('PATCH', `/v1/webhooks/${id}`, { body: { status } });
    await turn(ofNever.id, 'disabled');
    await law.list(source, item('Rates rise', 'Economy'));
    await turn(ofNever.id, 'enabled');
    await turn(ofHad.id, 'disabled');
    await law.tools.connect(later, { filter: { sources: [source] }, createdAt: new Date().toISOString() as never });
    await law.tombstone(source);
    expect([told(had), told(never), told(later)]).toEqual([['published v1'], [], []]);
    await turn(ofHad.id, 'enabled');
    await caravan.twin.idle();
    expect([told(had), told(never), told(later)]).toEqual([['published v1', 'withdrawn v2'], [], []]);
    expect((await law.tools.rowsOf(ofNever)).map(({ status }) => status)).toEqual(['superseded']);
  });
});

async function subscribedProgram(topic: string): Promise<FeedProgram> {
  const program = law.kept(await startFeedProgram());
  await hubTools(caravan).subscribe(program.callback, topic);
  return program;
}

/** What the partner's pull API tells, such as `article.published 1`. */
async function pulled(query: string): Promise<string[]> {
  const { body } = await law.partner.call<{ articles: { type: string; data: { version: number } }[] }>(
    'GET',
    `/v1/articles?${query}`,
  );
  return body.articles.map(({ type, data }) => `${type} ${data.version}`);
}

/** Whether the first item of a JSON Feed that was pushed is withdrawn. */
const saysWithdrawn = ({ body }: Pushed) =>
  (JSON.parse(body) as { items: { _caravan: { withdrawn?: boolean } }[] }).items[0]!._caravan.withdrawn;
