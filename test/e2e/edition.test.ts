import { expect, test } from '@jest/globals';
import { embargoed, withdrawn } from '../../modules/articles/articleLifecycle.ts';
import { changeArticle } from '../../modules/articles/changeArticle.ts';
import { articleId } from '../../modules/sources/seenList.ts';
import { SimulatedTime } from '../../local/simulatedTime.ts';
import { instant } from '../../platform/values/time.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { caravanOn } from '../helpers/commandLine.ts';
import { usePublisher } from '../helpers/publisher.ts';

const time = new SimulatedTime();
const caravan = useCaravan({ time });
const publisher = usePublisher();
/** Workers keep the head of a page for half a minute. */
const kept = () => {
  time.pass(31_000);
};

const get = async (path: string, headers: Record<string, string> = {}) => {
  const response = await fetch(`${caravan.twin.url}${path}`, {
    redirect: 'manual',
    headers: { accept: 'text/html', ...headers },
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
};
/** A source of one story. @returns the article's id */
async function published(source: string, title: string, extra = ''): Promise<string> {
  publisher.items = [{ guid: source, title, extra }];
  await caravan.add(source, publisher.url);
  return articleId(source, source);
}
const change = async (id: string, decide: Parameters<typeof changeArticle>[2]) => {
  await changeArticle(caravan.articles, id, decide);
  await caravan.twin.idle();
};

test('an article has one address, to which every other spelling leads', async () => {
  const id = await published('one', 'Köprü açıldı: "50 %" daha hızlı');
  const right = `/articles/${id}/${encodeURIComponent('köprü-açıldı-50-daha-hızlı')}`;
  for (const path of [`/articles/${id}`, `/articles/${id}/`, `/articles/${id}/old-title`]) {
    const { status, headers } = await get(path);
    expect([path, status, headers.get('location')]).toEqual([path, 301, `${caravan.twin.url}${right}`]);
  }
  const { status, text, headers } = await get(right, { 'accept-language': 'tr' });
  expect([status, headers.get('vary')]).toEqual([200, 'accept-encoding, accept-language']);
  expect(text).toContain('Kaynak: \u2068Publisher one\u2069'.replace(/[\u2068\u2069]/g, ''));
  expect(text).toContain(`<link rel="canonical" href="${caravan.twin.url}${right}">`);
  const tag = headers.get('etag') ?? '';
  expect((await get(right, { 'accept-language': 'tr', 'if-none-match': tag })).status).toBe(304);
  expect((await get(right, { 'accept-language': 'ru', 'if-none-match': tag })).status).toBe(200);
});

test('a withdrawn article is 410 in words, one under embargo 404 as if it had never been', async () => {
  const id = await published('taken', 'Taken back soon');
  const path = `/articles/${id}/taken-back-soon`;
  expect((await get(path)).status).toBe(200);
  await change(id, (article) => withdrawn(article, 'operator', 'legal', new Date()));
  const gone = await get(path);
  expect(gone.status).toBe(410);
  expect(gone.text).toContain('The editors have withdrawn it.');
  expect(gone.text).not.toContain('Taken back soon');

  const until = new Date(Date.now() + 3_600_000).toISOString();
  const held = await published('held', 'Not out yet', `<prism:embargoDate>${until}</prism:embargoDate>`);
  await change(held, (article) => withdrawn(article, 'operator', 'legal', new Date()));
  for (const one of [held, 'f'.repeat(32)]) {
    const absent = await get(`/articles/${one}/not-out-yet`);
    expect([absent.status, absent.text.includes('Not out')]).toEqual([404, false]);
    for (const path of [`/feeds/comments/${one}.atom`, `/articles/${one}/comments`])
      expect([path, (await get(path)).status]).toEqual([path, 404]);
  }
  const later = await published('later', 'Out, then held');
  await change(later, (article) => embargoed(article, instant(new Date(until)), new Date()));
  expect((await get(`/articles/${later}/out-then-held`)).status).toBe(404);
});

test('lists go back page by page, and to a day', async () => {
  publisher.items = Array.from({ length: 5 }, (_, index) => ({ guid: `p${index}`, title: `Page story ${index}` }));
  await caravan.add('pages', publisher.url);
  const seen: string[] = [];
  let path = '/sources/pages?limit=2';
  for (let pages = 0; path !== '' && pages < 9; pages += 1) {
    const { text } = await get(path);
    seen.push(...[...text.matchAll(/<h2><a [^>]*>(Page story \d)/g)].map(([, title]) => title!));
    const [, next = ''] = /rel="next" href="[^"]*?(\?[^"]*)"/.exec(text) ?? [];
    path = next === '' ? '' : `/sources/pages${next.replaceAll('&amp;', '&')}&limit=2`;
  }
  expect(seen.toSorted()).toEqual([0, 1, 2, 3, 4].map((index) => `Page story ${index}`));
  const day = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10); // today may have ended in the paper's zone
  expect((await get(`/sources/pages?day=${day}`)).text).toContain('Page story 3');
  expect((await get('/sources/pages?day=2001-01-01')).text).toContain('There are no stories from before that date.');
  for (const wrong of ['day=tomorrow', 'before=x', 'day=2026-13-01']) {
    const { status, text } = await get(`/sources/pages?${wrong}`);
    expect([wrong, status]).toEqual([wrong, 400]);
    expect(text).toContain('This address is not right');
  }
});

test('what an editor pins leads, until it is taken back', async () => {
  const id = await published('pinned', 'Read this first');
  await published('newer', 'A newer story');
  const lead = async () => /<article class="lead"[^>]*>.*?<h2><a [^>]*>([^<]*)/s.exec((await get('/')).text)?.[1];
  const until = new Date(Date.now() + 86_400_000).toISOString();
  expect(await caravanOn(caravan.dataDir, ['articles', 'pin', id, '--until', until])).toMatchObject({ code: 0 });
  kept();
  expect(await lead()).toBe('Read this first');
  expect((await caravanOn(caravan.dataDir, ['articles', 'pins'])).out).toContain(id);
  await change(id, (article) => withdrawn(article, 'operator', 'legal', new Date()));
  kept();
  expect((await get('/')).text).not.toContain('Read this first');
  await caravanOn(caravan.dataDir, ['articles', 'unpin', id]);
  expect((await caravanOn(caravan.dataDir, ['articles', 'pins'])).out).toContain('Nothing is pinned');
});

test('a source of summaries shows those alone, and leads to its publisher', async () => {
  const id = await published('brief', 'In brief', '<content:encoded>&lt;p&gt;All of it&lt;/p&gt;</content:encoded>');
  const path = `/articles/${id}/in-brief`;
  expect((await get(path)).text).toContain('All of it');
  await caravanOn(caravan.dataDir, ['sources', 'edit', 'brief', '--summary-only', 'on']);
  const { text } = await get(path);
  expect(text).not.toContain('All of it');
  expect(text).toContain('Read the article at Publisher brief');
});

test('indexes, sitemaps and the manifest name what there is', async () => {
  const id = await published('listed', 'A listed story');
  expect((await get('/topics')).text).toContain('/topics/testing"');
  expect((await get('/sources')).text).toContain('Publisher listed');
  expect((await get('/sources?find=zzz')).text).toContain('Nothing matches “zzz”');
  expect((await get('/Topics/')).status).toBe(301);
  for (const path of ['/sitemap.xml', '/news-sitemap.xml']) {
    const { status, headers, text } = await get(path);
    expect([status, headers.get('content-type')]).toEqual([200, 'application/xml; charset=utf-8']);
    expect(text).toContain(`${caravan.twin.url}/articles/${id}/a-listed-story`);
  }
  expect((await get('/robots.txt')).text).toContain(`Sitemap: ${caravan.twin.url}/news-sitemap.xml`);
  expect(JSON.parse((await get('/manifest.webmanifest')).text)).toMatchObject({ start_url: '/' });
  for (const path of ['/about', '/privacy']) expect((await get(`${path}?language=ar`)).text).toContain('dir="rtl"');
});
