import { expect, test } from '@jest/globals';
import { changeArticle } from '../../modules/articles/changeArticle.ts';
import { embargoed } from '../../modules/articles/articleLifecycle.ts';
import type { ArticleEvent } from '../../modules/articles/event.ts';
import { SimulatedTime } from '../../local/simulatedTime.ts';
import { articleId } from '../../modules/sources/seenList.ts';
import { instant } from '../../platform/values/time.ts';
import { announcedOf, useCaravan } from '../helpers/caravan.ts';
import { usePublisher } from '../helpers/publisher.ts';

const hourMs = 3_600_000;
const time = new SimulatedTime();
const caravan = useCaravan({ time });
const publisher = usePublisher();

const titles = async (path = '/feeds/all.json') =>
  ((await (await caravan.get(path)).json()) as { items: { title: string }[] }).items.map(({ title }) => title);
const release = async () => {
  await caravan.twin.fire(
    caravan.twin.stack.ofType('AWS::Events::Rule').find(({ id: rule }) => rule.includes('Release'))?.id ?? '',
  );
  await caravan.twin.idle();
};
const inAnHour = () => new Date(Date.now() + hourMs).toISOString();
const inWords = ({ type, article }: ArticleEvent) => `${type} ${article.title}`;

/** Makes a source of its own that lists one story, and waits until it has been polled. */
async function listed(source: string, title: string, extra = '') {
  publisher.items = [{ guid: 'one', title, extra }];
  await caravan.add(source, publisher.url);
}

test('an embargoed article is at no exit before its time, and at every one after it', async () => {
  await listed('held', 'Under embargo', `<prism:embargoDate>${inAnHour()}</prism:embargoDate>`);
  await release();
  expect((await caravan.articles.get(articleId('held', 'one')))?.status).toBe('embargoed');
  const feeds = ['/feeds/all.json', '/feeds/sources/held.json', '/feeds/topics/testing.json'];
  const titlesOf = async (path: string) => ((await caravan.get(path)).status === 404 ? [] : titles(path));
  for (const path of feeds) expect(await titlesOf(path)).not.toContain('Under embargo');
  expect(caravan.events.map(inWords).join()).not.toContain('Under embargo');

  time.pass(hourMs + 1_000);
  await release();
  expect((await announcedOf(caravan, 'held', 1)).map(inWords)).toEqual(['article.published Under embargo']);
  for (const path of feeds) expect((await titles(path))[0]).toBe('Under embargo');
});

test('an embargo on what is out takes it back', async () => {
  await listed('out', 'Already out');
  await changeArticle(caravan.articles, articleId('out', 'one'), (article) =>
    embargoed(article, instant(new Date(inAnHour())), new Date()),
  );
  const events = await announcedOf(caravan, 'out', 2);
  await caravan.twin.idle();
  expect(events.map(inWords).at(-1)).toBe('article.withdrawn Already out');
  expect(await titles()).not.toContain('Already out');
});

test('an expired article leaves the feeds by itself, and is announced as withdrawn', async () => {
  await listed('expiring', 'Short-lived', `<prism:expirationDate>${inAnHour()}</prism:expirationDate>`);
  await announcedOf(caravan, 'expiring', 1);
  expect(await titles()).toContain('Short-lived');
  time.pass(hourMs + 1_000);
  expect(await titles()).not.toContain('Short-lived');
  await release();
  expect((await announcedOf(caravan, 'expiring', 2)).at(-1)).toMatchObject({
    type: 'article.withdrawn',
    reason: 'expired',
    article: { title: 'Short-lived' },
  });
});

test('no function asked for more than its policy grants', () => {
  expect(caravan.twin.refusals).toEqual([]);
});
