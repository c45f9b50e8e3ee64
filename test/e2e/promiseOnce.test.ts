import { DeleteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { articleId } from '../../modules/sources/seenList.ts';
import { changeArticle } from '../../modules/articles/changeArticle.ts';
import { twinOperator } from '../../modules/operations/operatorClients.ts';
import { released } from '../../modules/articles/articleLifecycle.ts';
import { functionId } from '../helpers/caravan.ts';
import type { TestCaravan } from '../helpers/caravan.ts';
import { caravanOn } from '../helpers/commandLine.ts';
import { digestTools } from '../helpers/digests.ts';
import { embargo, item, openLaw, told, tomorrow } from '../helpers/law.ts';
import type { Law } from '../helpers/law.ts';
import { startReceiver } from '../helpers/receiver.ts';

/** Sections 3 and 4 of docs/promise.md, through the whole twin. */
let law: Law;
let caravan: TestCaravan;
beforeAll(async () => {
  law = await openLaw();
  ({ caravan } = law);
});
afterAll(() => law.stop());

test('how an old address answers late says nothing of the new one, where the attempt is made again', async () => {
  const source = law.nextSource();
  await law.list(source);
  const [old, moved] = [law.kept(await startReceiver()), law.kept(await startReceiver())];
  const { id } = await law.tools.connect(old, { partnerId: law.partner.partnerId, filter: { sources: [source] } });
  moved.secrets = old.secrets;
  old.answer = (response) => {
    void law.partner
      .call('PATCH', `/v1/webhooks/${id}`, { body: { url: moved.url } })
      .then(() => response.writeHead(410).end());
  };
  await law.list(source, item('Rates rise', 'Economy'));
  await moved.hears(1);
  await caravan.twin.idle();
  expect(await caravan.endpoints.get(law.partner.partnerId, id)).toMatchObject({ status: 'enabled', url: moved.url });
  expect([told(old), told(moved)]).toEqual([['published v1'], ['published v1']]);
});

test('a digest counts an announcement as everybody does: what a publish that died left is told once', async () => {
  const digests = digestTools(caravan);
  const source = law.nextSource();
  await law.list(source);
  const since = await caravan.log.settledEnd(new Date());
  const reader = await digests.add('once@baku.example', {
    readTo: since,
    preferences: {
      choice: { topics: [], sources: [source] },
      cadence: { frequency: 'daily', hour: 7, zone: 'UTC' },
      language: 'en',
    },
  });
  const publish = functionId(caravan.twin, 'PublishingPublish');
  caravan.twin.faults.add({ function: publish, service: 'sns', kind: 'kill-before', times: 2 });
  await law.list(source, item('Port opens', 'Economy'));
  caravan.twin.faults.clear();
  const { entries } = await caravan.log.readUnsettled(since, 100);
  expect(entries.length).toBeGreaterThan(1); // the publish that died left its line
  await digests.sendNow(reader);
  // A line of the same announcement that comes after the window of the first digest.
  await caravan.log.enter([{ event: caravan.events.at(-1)! }], new Date());
  await digests.sendNow(reader);
  expect(digests.mails(reader).filter(({ text = '' }) => text.includes('Port opens'))).toHaveLength(1);
});

describe('old is not new', () => {
  const dated = (days: number) => `<pubDate>${new Date(Date.now() - days * 86_400_000).toUTCString()}</pubDate>`;

  test(
    'the backlog of a new source, and what was published long ago, is announced as what it is, and declined by ' +
      'who declines it',
    async () => {
      const source = law.nextSource();
      const [takes, declines] = [law.kept(await startReceiver()), law.kept(await startReceiver())];
      await Promise.all([
        law.tools.connect(takes, { filter: { sources: [source] } }),
        law.tools.connect(declines, { filter: { sources: [source], backlog: false } }),
      ]);
      law.publisher.withdrawn = [];
      law.publisher.items = [
        { guid: 'old', title: 'Gadgets of CES 2017', extra: dated(3_000) },
        { guid: 'undated', title: 'Undated' },
        { guid: 'held', title: 'Held', extra: embargo(tomorrow()) },
      ];
      expect(
        (await caravanOn(caravan.dataDir, ['sources', 'add', `${law.publisher.url}?of=${source}`, '--name', source]))
          .code,
      ).toBe(0);
      await caravan.twin.idle();
      await caravan.poll(source);
      await law.list(
        source,
        ...law.publisher.items,
        { guid: 'new', title: 'New', extra: dated(0) },
        { guid: 'late', title: 'Late', extra: dated(3) },
      );
      await changeArticle(caravan.articles, articleId(source, 'held'), (article) => released(article, new Date()));
      await caravan.twin.idle();
      const flags = Object.fromEntries(
        takes.heard.map(({ data }) => [data.title, (data as { backlog?: boolean }).backlog]),
      );
      expect(flags).toEqual({
        'Gadgets of CES 2017': true,
        Undated: true,
        New: undefined,
        Late: true,
        Held: undefined,
      });
      expect(declines.heard.map(({ data }) => data.title).toSorted()).toEqual(['Held', 'New']);
      const page = await law.partner.call<{ articles: { data: { title: string } }[] }>(
        'GET',
        `/v1/articles?source=${source}&backlog=false`,
      );
      expect(page.body.articles.map(({ data }) => data.title).toSorted()).toEqual(['Held', 'New']);
      const reader = await digestTools(caravan).add('old@baku.example', {
        preferences: {
          choice: { topics: [], sources: [source] },
          cadence: { frequency: 'daily', hour: 7, zone: 'UTC' },
          language: 'en',
        },
      });
      await digestTools(caravan).sendNow(reader);
      const [mail] = digestTools(caravan).mails(reader);
      expect(
        ['Gadgets of CES 2017', 'About Late', 'Undated', 'About New', 'About Held'].map((title) =>
          mail!.text!.includes(title),
        ),
      ).toEqual([false, false, true, true, true]);
    },
  );

  test('what is corrected after Caravan has forgotten it is no news', async () => {
    const source = law.nextSource();
    const takes = law.kept(await startReceiver());
    await law.tools.connect(takes, { filter: { sources: [source] } });
    await law.list(source, { guid: 'one', title: 'Rates rise' });
    const key = { pk: { S: `ARTICLE#${articleId(source, 'one')}` }, sk: { S: 'ARTICLE' } };
    await new DynamoDBClient(twinOperator(caravan.twin.endpoint)).send(
      new DeleteItemCommand({ TableName: caravan.twin.outputs['ArticlesTable'], Key: key }),
    );
    await law.list(source, { guid: 'one', title: 'Rates rise again' });
    expect(takes.heard.map(({ type, data }) => [type, data.title, (data as { backlog?: boolean }).backlog])).toEqual([
      ['article.published', 'Rates rise', undefined],
      ['article.published', 'Rates rise again', true],
    ]);
    const [before, after] = takes.heard.map(({ data }) => data.version);
    expect(after).toBeGreaterThan(before!); // a partner who keeps versions does not take it for an older one
  });
});
