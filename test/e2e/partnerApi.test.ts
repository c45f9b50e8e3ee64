import { beforeAll, describe, expect, test } from '@jest/globals';
import { articleId } from '../../modules/sources/seenList.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { aPartner } from '../helpers/partnerApi.ts';
import type { PartnerClient } from '../helpers/partnerApi.ts';
import { usePublisher } from '../helpers/publisher.ts';

const caravan = useCaravan();
const publisher = usePublisher();
let partner: PartnerClient;
beforeAll(async () => {
  partner = await aPartner(caravan, 'caspian-times');
});

interface Article {
  id: string;
  version: number;
  title: string;
  content?: string;
  attribution: string;
  takenBack?: true;
}
interface Page {
  articles: { type: string; at: string; data: Article }[];
  next: string;
  more: boolean;
}
const list = (query = '') => partner.call<Page>('GET', `/v1/articles${query}`);
const titles = ({ body }: { body: Page }) =>
  body.articles.map(({ type, data }) => `${type.slice(8)} ${data.title} v${data.version}`);

describe('articles', () => {
  test('come in the order in which they were announced, with content, and with a cursor at the end', async () => {
    expect((await list()).body).toMatchObject({
      articles: [],
      more: false,
      next: expect.stringMatching(/^[\w-]{31}$/),
    });
    publisher.items = [{ guid: 'a', title: 'One' }];
    await caravan.add('emn', publisher.url);
    publisher.items = [
      {
        guid: 'b',
        title: 'Two',
        extra: '<category>Rail</category><dc:language xmlns:dc="http://purl.org/dc/elements/1.1/">en-GB</dc:language>',
      },
      { guid: 'a', title: 'One, corrected' },
    ];
    await caravan.poll('emn');
    await caravan.twin.idle();
    const page = await list();
    expect(titles(page).toSorted()).toEqual(['published One v1', 'published Two v1', 'updated One, corrected v2']);
    expect(page.body.articles[0]?.data).toMatchObject({
      attribution: 'Source: Publisher emn',
      content: expect.stringContaining('About One'),
    });
    const end = await list(`?cursor=${page.body.next}`);
    expect([end.body.articles, end.body.next, end.body.more]).toEqual([[], page.body.next, false]);
  });

  test('are filtered by topic, source and language, also by several', async () => {
    expect(titles(await list('?topic=rail'))).toEqual(['published Two v1']);
    expect(titles(await list('?topic=rail,testing'))).toHaveLength(3);
    expect(titles(await list('?topic=rail&topic=testing&source=emn'))).toHaveLength(3);
    expect(titles(await list('?language=en'))).toEqual(['published Two v1']);
    expect(titles(await list('?source=nobody'))).toEqual([]);
  });

  test('begin at a time', async () => {
    expect(titles(await list(`?since=${new Date(Date.now() - 3_600_000).toISOString()}`))).toHaveLength(3);
    expect(titles(await list(`?since=${new Date(Date.now() + 60_000).toISOString()}`))).toEqual([]);
    expect(titles(await list(`?since=2026-01-01T00:00:00%2B05:00`))).toHaveLength(3);
  });

  test('one of them, with a 304 for who has it, and as ninjs', async () => {
    const [first] = (await list('?topic=rail')).body.articles;
    const path = `/v1/articles/${first?.data.id}`;
    const whole = await partner.call<Article>('GET', path);
    expect([whole.status, whole.body]).toEqual([200, first?.data]);
    expect(whole.headers.get('cache-control')).toBe('private, no-cache');
    const etag = whole.headers.get('etag') ?? '';
    expect((await partner.call('GET', path, { headers: { 'if-none-match': etag } })).status).toBe(304);
    for (const asked of [
      await partner.call('GET', `${path}?format=ninjs`),
      await partner.call('GET', path, { headers: { accept: 'application/ninjs+json', 'if-none-match': etag } }),
    ]) {
      expect([asked.status, asked.headers.get('content-type')]).toEqual([200, 'application/ninjs+json']);
      expect(asked.body).toMatchObject({
        uri: expect.stringMatching(/^urn:uuid:/),
        headlines: [{ value: 'Two' }],
        pubStatus: 'usable',
      });
    }
    const head = await partner.call('HEAD', path);
    expect([head.status, head.text, head.headers.get('etag')]).toEqual([200, '', etag]);
    expect(titles(await list('?format=ninjs'))).toHaveLength(3);
  });

  test('that were taken back are 410, and their story is told no more', async () => {
    publisher.items = publisher.items.filter(({ guid }) => guid !== 'a');
    publisher.withdrawn = ['a'];
    await caravan.poll('emn');
    await caravan.twin.idle();
    const page = await list('?topic=testing');
    const told = page.body.articles.filter(({ data }) => data.takenBack);
    expect(told.map(({ type, data }) => [type, data.version, data.title, data.content])).toEqual([
      ['article.published', 1, '', undefined],
      ['article.updated', 2, '', undefined],
    ]);
    const last = page.body.articles.at(-1);
    expect(last?.type).toBe('article.withdrawn');
    const gone = await partner.call('GET', `/v1/articles/${last?.data.id}`);
    expect([gone.status, gone.body.detail]).toEqual([
      410,
      'The article is no longer available: withdrawn by the publisher.',
    ]);
  });

  test('under an embargo are 404, like those that never were', async () => {
    publisher.items.push({
      guid: 'e',
      title: 'Later',
      extra: `<prism:embargoDate>${new Date(Date.now() + 3_600_000).toISOString()}</prism:embargoDate>`,
    });
    await caravan.poll('emn');
    expect((await caravan.articles.get(articleId('emn', 'e')))?.status).toBe('embargoed');
    const [embargoed, never] = [articleId('emn', 'e'), 'f'.repeat(32)];
    const [one, other] = await Promise.all([embargoed, never].map((id) => partner.call('GET', `/v1/articles/${id}`)));
    expect([one?.status, one?.text.replace(embargoed, never)]).toEqual([404, other?.text]);
  });

  test('followed while others are published: every version once, in order', async () => {
    const seen: string[] = [];
    let next = (await list()).body.next;
    let publishing = true;
    const reading = (async () => {
      for (let quiet = 0; quiet < 2;) {
        const { body } = await list(`?cursor=${next}&limit=3`);
        seen.push(...body.articles.map(({ data }) => `${data.title} v${data.version}`));
        next = body.next;
        quiet = body.articles.length === 0 && !publishing ? quiet + 1 : 0;
      }
    })();
    const stories = Array.from({ length: 12 }, (_, index) => ({ guid: `n${index}`, title: `New ${index}` }));
    for (const round of [1, 2, 3]) {
      publisher.items = stories.map((story) => ({ ...story, title: `${story.title} round ${round}` }));
      await caravan.poll('emn');
    }
    await caravan.twin.idle();
    publishing = false;
    await reading;
    expect(seen.toSorted()).toEqual(
      [1, 2, 3].flatMap((round) => stories.map(({ title }) => `${title} round ${round} v${round}`)).toSorted(),
    );
    for (const { title } of stories)
      expect(seen.filter((one) => one.startsWith(`${title} `)).map((one) => one.slice(-2))).toEqual(['v1', 'v2', 'v3']);
  });
});

test('no grant was missing', () => {
  expect(caravan.twin.refusals).toEqual([]);
});
