import { changeArticle } from '../../modules/articles/changeArticle.ts';
import { embargoed, withdrawn } from '../../modules/articles/articleLifecycle.ts';
import { SimulatedTime } from '../../local/simulatedTime.ts';
import { articleId } from '../../modules/sources/seenList.ts';
import { instant } from '../../platform/values/time.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { usePublisher } from '../helpers/publisher.ts';

const hourMs = 3_600_000;
const time = new SimulatedTime();
const caravan = useCaravan({ time });
const publisher = usePublisher();

const inAnHour = () => new Date(Date.now() + hourMs).toISOString();
const release = async () => {
  await caravan.twin.fire(
    caravan.twin.stack.ofType('AWS::Events::Rule').find(({ id: rule }) => rule.includes('Release'))?.id ?? '',
  );
  await caravan.twin.idle();
};

interface JsonFeed {
  readonly title: string;
  readonly feed_url: string;
  readonly home_page_url: string;
  readonly hubs?: unknown;
  readonly items: readonly { readonly title: string }[];
}
const address = (question: string, format = 'json', more = '') =>
  `/feeds/search.${format}?q=${encodeURIComponent(question)}${more}`;
const feed = async (question: string, more = '') =>
  (await (await caravan.get(address(question, 'json', more))).json()) as JsonFeed;
const titles = async (question: string) => (await feed(question)).items.map(({ title }) => title);

beforeAll(async () => {
  publisher.items = [
    { guid: 'oil', title: 'Oil prices fall in Baku' },
    { guid: 'gas', title: 'Gas price of the day' },
    { guid: 'ru', title: 'Итоги выборов в Казахстане' },
    { guid: 'held', title: 'Held tanker story', extra: `<prism:embargoDate>${inAnHour()}</prism:embargoDate>` },
    {
      guid: 'short',
      title: 'Short pipeline story',
      extra: `<prism:expirationDate>${inAnHour()}</prism:expirationDate>`,
    },
  ];
  await caravan.add('gazette', publisher.url);
});

test('what is published is found, whatever the form and the order of its words', async () => {
  expect(await titles('PRICE oil')).toEqual(['Oil prices fall in Baku']);
  expect((await titles('prices')).toSorted()).toEqual(['Gas price of the day', 'Oil prices fall in Baku']);
  expect(await titles('казахстан выборы')).toEqual(['Итоги выборов в Казахстане']);
  expect(await titles('testing baku')).toEqual(['Oil prices fall in Baku']); // a topic and a word of the title
  expect(await titles('oil gas')).toEqual([]);
});

test('a feed of a search names itself and its page, and no hub; copies are kept as those of other feeds', async () => {
  for (const [format, type] of [
    ['rss', 'application/rss+xml'],
    ['atom', 'application/atom+xml'],
    ['json', 'application/feed+json'],
  ]) {
    const response = await caravan.get(address('oil prices', format), {
      headers: { origin: 'https://reader.example' },
    });
    const self = `${caravan.twin.url}${address('oil prices', format)}`;
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain(type);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('link')).toBe(`<${self}>; rel="self"`);
    expect(response.headers.get('last-modified')).not.toBeNull();
    const body = await response.text();
    expect(body).toContain(self);
    expect(body).toContain(`${caravan.twin.url}/search?q=oil%20prices`);
    expect(body).not.toContain('/hub');
    const again = await caravan.get(address('oil prices', format), {
      headers: { 'if-none-match': response.headers.get('etag') ?? '' },
    });
    expect(again.status).toBe(304);
  }
  const asked = await caravan.get('/hub', {
    method: 'POST',
    body: new URLSearchParams({
      'hub.mode': 'subscribe',
      'hub.callback': publisher.url,
      'hub.topic': `${caravan.twin.url}${address('oil prices', 'rss')}`,
    }),
  });
  expect(asked.status).toBe(404);
});

test('a correction is found by its new words alone, and the feed of its old ones says that it left', async () => {
  publisher.items = [{ guid: 'turn', title: 'Minister resigns' }];
  await caravan.add('herald', publisher.url);
  const tag = (await caravan.get(address('resign'))).headers.get('etag') ?? '';
  publisher.items = [{ guid: 'turn', title: 'Minister stays' }];
  await caravan.poll('herald');
  expect(await titles('resign')).toEqual([]);
  expect(await titles('stays minister')).toEqual(['Minister stays']);
  expect((await caravan.get(address('resign'), { headers: { 'if-none-match': tag } })).status).toBe(200);
  expect(await (await caravan.get(address('resign', 'atom'))).text()).toContain('deleted-entry');
});

test('what is embargoed, withdrawn or has expired is not found', async () => {
  expect(await titles('tanker')).toEqual([]);
  expect(await titles('pipeline')).toEqual(['Short pipeline story']);
  time.pass(hourMs + 1_000);
  expect(await titles('pipeline')).toEqual([]);
  await release();
  expect(await titles('pipeline')).toEqual([]);
  expect(await titles('tanker')).toEqual(['Held tanker story']);
  await changeArticle(caravan.articles, articleId('gazette', 'held'), (article) =>
    embargoed(article, instant(new Date(inAnHour())), new Date()),
  );
  await changeArticle(caravan.articles, articleId('gazette', 'gas'), (article) =>
    withdrawn(article, 'operator', 'It was wrong.', new Date()),
  );
  await caravan.twin.idle();
  expect(await titles('tanker')).toEqual([]);
  expect(await titles('gas')).toEqual([]);
});

test('older ones follow, until there are no more', async () => {
  publisher.items = Array.from({ length: 120 }, (_, index) => ({
    guid: `n${index}`,
    title: `Zebra number ${100 + index}`,
  }));
  await caravan.add('zoo', publisher.url);
  const seen: string[] = [];
  let next: string | undefined = '/search?q=zebra';
  let pages = 0;
  while (next !== undefined) {
    const page: string = await (await caravan.get(next, { headers: { accept: 'text/html' } })).text();
    seen.push(...[...page.matchAll(/Zebra number \d{3}(?=<\/a>)/g)].map(([title]) => title));
    next = /<a [^<>]*rel="next"[^<>]*>/
      .exec(page)?.[0]
      .match(/href="([^"]*)"/)?.[1]
      ?.replaceAll('&amp;', '&');
    next = next?.replace(caravan.twin.url, '');
    pages += 1;
  }
  expect(pages).toBe(3);
  expect(seen).toHaveLength(120);
  expect(new Set(seen).size).toBe(120);
});

test.each([
  ['markup', '"><script>alert(1)</script>'],
  ['a null character and a lone surrogate', 'oil\u0000\uD800prices'],
  ['percent signs', '100% %00 %zz'],
  ['signs alone', '!!! …'],
  ['the end of a document', ']]></title><item/>'],
  ['directions', '\u202Eoil\u2066'],
])('%s in a search is text, in its page and in its feeds', async (_, question) => {
  const page = await caravan.get(`/search?q=${encodeURIComponent(question.toWellFormed())}`, {
    headers: { accept: 'text/html' },
  });
  expect(page.status).toBe(200);
  const body = await page.text();
  expect(body).not.toContain('<script>alert');
  for (const format of ['rss', 'atom', 'json']) {
    const response = await caravan.get(address(question.toWellFormed(), format));
    expect([200, 400]).toContain(response.status);
    if (format !== 'json') expect(await response.text()).not.toContain('<item/>');
  }
});

test('what cannot be asked is refused in words; nothing asked shows the form', async () => {
  const refused = async (path: string) => {
    const response = await caravan.get(path);
    return [response.status, ((await response.json()) as { detail: string }).detail];
  };
  expect(await refused(address('x'.repeat(10_000)))).toEqual([400, expect.stringContaining('at most 200 characters')]);
  expect(await refused('/feeds/search.rss')).toEqual([400, expect.stringContaining('/feeds/search.rss?q=')]);
  expect(await refused(address('oil', 'json', '&before=yesterday'))).toEqual([400, expect.stringContaining('Older')]);
  expect(await refused('/feeds/search.rss?q=%ff')).toEqual([400, expect.any(String)]);
  const form = await (await caravan.get('/search', { headers: { accept: 'text/html' } })).text();
  expect(form).toContain('name="q"');
});

test('no function asked for more than its policy grants', () => {
  expect(caravan.twin.refusals).toEqual([]);
});
