import { parseAtomFeed, parseJsonFeed, parseOpml, parseRssFeed } from 'feedsmith';
import { renderOpml } from '../../../modules/edition/opml.ts';
import { readFeed } from '../../../modules/feed-reading/readFeed.ts';
import { renderAtom } from '../../../modules/feed-writing/atom.ts';
import type { ServedFeed } from '../../../modules/feed-writing/feedDocument.ts';
import { renderJson } from '../../../modules/feed-writing/json.ts';
import { renderRss } from '../../../modules/feed-writing/rss.ts';
import { urnOf } from '../../../platform/values/schema.ts';
import { anArticle, at } from '../../helpers/records.ts';
import * as generators from '../../../modules/feed-writing/generators.ts';

const article = anArticle({
  version: 2,
  title: 'Fish & <chips> "tax"',
  changedAt: at('2026-11-01T09:00:00Z'),
  image: { url: 'https://eurasia.example/a.jpg', width: 640, height: 360 },
  enclosures: [
    { url: 'https://eurasia.example/a.mp3', type: 'audio/mpeg', lengthBytes: 7 },
    { url: 'https://eurasia.example/b.mp3' },
  ],
  rights: '© EMN',
});
const document: ServedFeed = {
  title: 'Caravan',
  publicUrl: 'https://news.example',
  list: { kind: 'all' },
  selfUrl: 'https://news.example/feeds/all.rss',
  updated: at('2026-11-01T09:00:00Z'),
  articles: [article],
};
const urn = 'urn:uuid:01234567-89ab-8def-8123-456789abcdef';

test('an article has one name for ever: a valid custom UUID', () => {
  expect(urnOf(article.id)).toBe(urn);
  expect(urnOf('f'.repeat(32))).toMatch(
    /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
});

test('RSS carries everything, the source and the attribution', () => {
  const feed = parseRssFeed(renderRss(document, generators));
  expect(feed).toMatchObject({ title: 'Caravan', link: 'https://news.example/', language: 'en', ttl: 5 });
  expect(feed.atom?.links).toEqual([
    expect.objectContaining({ rel: 'self', href: document.selfUrl }),
    { rel: 'hub', href: 'https://news.example/hub' },
  ]);
  expect(feed.items).toHaveLength(1);
  expect(feed.items?.[0]).toMatchObject({
    title: 'Fish & <chips> "tax"',
    link: article.url,
    guid: { value: urn, isPermaLink: false },
    categories: [{ name: 'Transport' }],
    source: { title: 'Eurasia Media Network', url: 'https://news.example/feeds/sources/eurasia.rss' },
    enclosures: [{ url: 'https://eurasia.example/a.mp3', type: 'audio/mpeg', length: 7 }],
    content: {
      encoded:
        '<p>Trains run again.</p><p><a href="https://eurasia.example/story-1">Source: Eurasia Media Network</a></p>',
    },
    dc: { creators: ['A. Writer'] },
    media: {
      contents: [
        { url: 'https://eurasia.example/a.jpg', medium: 'image', width: 640 },
        { url: 'https://eurasia.example/b.mp3', medium: 'audio', type: 'audio/mpeg' },
      ],
    },
  });
  expect(renderRss(document, generators)).toMatch(/<pubDate>Sun, 01 Nov 2026 08:00:00 GMT<\/pubDate>/);
});

test('Atom has what RFC 4287 asks for, and says when a correction came', () => {
  const feed = parseAtomFeed(renderAtom({ ...document, selfUrl: 'https://news.example/feeds/all.atom' }, generators));
  expect(feed.links).toContainEqual({ rel: 'hub', href: 'https://news.example/hub' });
  expect(feed).toMatchObject({
    id: 'https://news.example/feeds/all.atom',
    title: { value: 'Caravan' },
    updated: '2026-11-01T09:00:00.000Z',
  });
  expect(feed.entries?.[0]).toMatchObject({
    id: urn,
    title: { value: 'Fish & <chips> "tax"' },
    published: '2026-11-01T08:00:00.000Z',
    updated: '2026-11-01T09:00:00.000Z',
    authors: [{ name: 'A. Writer' }],
    content: { type: 'html' },
    source: { title: { value: 'Eurasia Media Network' } },
    links: [
      { rel: 'alternate', href: article.url },
      { rel: 'enclosure', href: 'https://eurasia.example/a.mp3' },
      { rel: 'enclosure' },
    ],
  });
});

test('JSON Feed has the same, with the attribution as a field too', () => {
  const json = renderJson(document, generators);
  const feed = parseJsonFeed(json);
  expect(feed.items?.[0]).toMatchObject({
    id: urn,
    title: 'Fish & <chips> "tax"',
    tags: ['Transport'],
    image: 'https://eurasia.example/a.jpg',
    date_modified: '2026-11-01T09:00:00.000Z',
  });
  expect(JSON.parse(json)).toMatchObject({
    version: 'https://jsonfeed.org/version/1.1',
    hubs: [{ type: 'WebSub', url: 'https://news.example/hub' }],
    items: [{ _caravan: { attribution: 'Source: Eurasia Media Network', version: 2 } }],
  });
});

test('an article without address, language, image or content still makes a valid item in each', () => {
  const bare = anArticle({ url: undefined, language: undefined, content: '', authors: [], topics: [] });
  const of = { ...document, articles: [bare] };
  expect(parseRssFeed(renderRss(of, generators)).items?.[0]?.content?.encoded).toBe(
    '<p>Trains run again.</p><p><a href="https://eurasia.example/">Source: Eurasia Media Network</a></p>',
  );
  expect(parseAtomFeed(renderAtom(of, generators)).entries?.[0]?.authors).toEqual([{ name: 'Eurasia Media Network' }]);
  expect(parseJsonFeed(renderJson(of, generators)).items?.[0]?.content_html).toContain('Source: Eurasia Media Network');
});

test('a note without a title has one where the format wants one, and none where not', () => {
  const note = anArticle({ title: '', summary: `${'A note without a title, '.repeat(6)}as micro-blogs write them.` });
  const of = { ...document, articles: [note] };
  expect(parseAtomFeed(renderAtom(of, generators)).entries?.[0]?.title?.value).toBe(
    'A note without a title, A note without a title, A note without a title, A note…',
  );
  expect(parseRssFeed(renderRss(of, generators)).items?.[0]).not.toHaveProperty('title');
  expect(parseJsonFeed(renderJson(of, generators)).items?.[0]).not.toHaveProperty('title');
});

test('an empty feed is a feed', () => {
  const empty = { ...document, articles: [] };
  expect(parseRssFeed(renderRss(empty, generators)).title).toBe('Caravan');
  expect(parseAtomFeed(renderAtom(empty, generators)).id).toBe(document.selfUrl);
  expect(JSON.parse(renderJson(empty, generators))).toMatchObject({ items: [] });
});

test('what has left a feed is told as its format can: by a tombstone that our own ingest reads, or an item that says so', async () => {
  const gone = { ...document, articles: [article], gone: [article] };
  for (const text of [renderRss(gone, generators), renderAtom(gone, generators)]) {
    const { withdrawn, items } = await readFeed({
      body: Buffer.from(text),
      contentType: undefined,
      url: document.selfUrl,
    });
    expect([withdrawn, items.length]).toEqual([[urn], 1]);
  }
  expect(JSON.parse(renderJson({ ...gone, articles: [] }, generators))).toMatchObject({
    items: [{ id: urn, content_text: 'This article has been withdrawn.', _caravan: { withdrawn: true, version: 2 } }],
  });
});

test('OPML lists every feed by name', () => {
  const opml = renderOpml(
    'Caravan',
    'https://news.example',
    [
      { kind: 'topic', slug: '経済', title: '経済' },
      { kind: 'source', slug: 'eurasia', title: 'Eurasia & Co' },
    ],
    generators,
  );
  const { body } = parseOpml(opml);
  expect(body?.outlines?.map(({ text }) => text)).toEqual(['All articles', 'Topics', 'Sources']);
  expect(body?.outlines?.[1]?.outlines?.[0]?.xmlUrl).toBe('https://news.example/feeds/topics/%E7%B5%8C%E6%B8%88.rss');
  expect(body?.outlines?.[2]?.outlines?.[0]?.text).toBe('Eurasia & Co');
});

test('one article that holds what XML cannot, in a row of old, does not make the feeds unreadable', () => {
  const words = 'a\u0001]\uFFFF]>\uFFFE\u000B b';
  const broken = anArticle({
    title: words,
    summary: words,
    content: `<p>${words}</p>`,
    authors: [words],
    rights: words,
    topics: [{ slug: 'a', name: words }],
    image: { url: 'https://a.example/i', alt: words },
  });
  const list = { ...document, articles: [broken] };
  for (const xml of [
    renderRss(list, generators),
    renderAtom(list, generators),
    renderOpml('News', 'https://news.example', [{ kind: 'topic', slug: 'a', title: words }], generators),
  ]) {
    expect(xml).toContain('b');
    expect(xml).not.toMatch(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u);
  }
});

test('an RSS description is HTML to its readers: a summary that looks like markup stays text', () => {
  const [item] =
    parseRssFeed(renderRss({ ...document, articles: [anArticle({ summary: 'Use <script> & "&lt;"' })] }, generators))
      .items ?? [];
  expect(item?.description).toBe('Use &lt;script&gt; &amp; &quot;&amp;lt;&quot;');
});
