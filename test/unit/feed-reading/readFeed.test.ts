import { atom, only, read, rss } from '../../helpers/feedText.ts';
import { UnreadableFeed } from '../../../modules/feed-reading/feedDocument.ts';

test.each([
  [
    'RSS 0.91 with a document type',
    '<!DOCTYPE rss SYSTEM "http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel>' +
      '<item><title>a</title><link>http://a.example/</link></item></channel></rss>',
    'rss',
  ],
  [
    'RSS 2 by another spelling of it',
    '<rss version="2"><channel><item><title>a</title><link>http://a.example/</link></item></channel></rss>',
    'rss',
  ],
  [
    'RSS without a version',
    '<rss><channel><item><title>a</title><link>http://a.example/</link></item></channel></rss>',
    'rss',
  ],
  [
    'RSS in capitals',
    '<RSS VERSION="0.92"><Channel><Item><Title>a</Title><Link>http://a.example/</Link></Item></Channel></RSS>',
    'rss',
  ],
  [
    'RSS with items beside the channel',
    '<rss version="2.0"><channel><title>x</title></channel><item><title>a</title><link>http://a.example/</link></item></rss>',
    'rss',
  ],
  [
    'RSS in the namespace of Atom',
    '<rss version="2.0" xmlns="http://www.w3.org/2005/Atom"><channel><item><title>a</title><link>' +
      'http://a.example/</link></item></channel></rss>',
    'rss',
  ],
  [
    'RSS 1.0',
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel ' +
      'rdf:about="x"><items><rdf:Seq><rdf:li rdf:resource="b"/></rdf:Seq></items></channel><item ' +
      'rdf:about="http://a.example/"><title>a</title><link>http://a.example/</link></item></rdf:RDF>',
    'rdf',
  ],
  [
    'Atom 0.3',
    '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title mode="escaped" type="text/html">a</title>' +
      '<link rel="alternate" type="text/html" href="http://a.example/"/><id>http://a.example/</id><modified>no ' +
      'date</modified></entry></feed>',
    'atom',
  ],
  [
    'Atom with a prefix',
    '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:title>a</a:title><a:link href="http://a.example/"/></a:entry></a:feed>',
    'atom',
  ],
  ['Atom with no namespace', '<feed><entry><title>a</title><link href="http://a.example/"/></entry></feed>', 'atom'],
  [
    'JSON Feed 1.0',
    '{"version":"https://jsonfeed.org/version/1","title":"x","items":[{"id":1,"url":"http://a.example/","title":"a","author":{"name":"b"},"tags":[null,"t"]}, null]}',
    'json',
  ],
])('%s', async (_name, text, format) => {
  const document = await read(text);
  expect(document).toMatchObject({ format, items: [{ story: { title: 'a', url: 'http://a.example/' } }] });
});

test.each([
  ['markup in an RSS title', '<title>a <b>b</b> c</title>', { title: 'a b c' }],
  ['an Atom link in an RSS item', '<title>a</title><atom:link href="/x"/>', { url: 'https://news.example/x' }],
  ['a guid for a link', '<title>a</title><guid>https://news.example/g</guid>', { url: 'https://news.example/g' }],
  [
    'a guid that is no link',
    '<title>a</title><guid isPermaLink="false">https://news.example/g</guid>',
    { guid: 'https://news.example/g' },
  ],
  ['an apostrophe escaped twice', '<title>It&amp;#8217;s</title>', { title: 'It’s' }],
  ['a title that is a comparison', '<title>1 &lt; 2 and AT&amp;T</title>', { title: '1 < 2 and AT&T' }],
  [
    'repeated and empty fields',
    '<title/><title>b</title><link/><link>/c</link>',
    { title: 'b', url: 'https://news.example/c' },
  ],
  [
    'blocks that part words',
    '<title>a</title><description>&lt;p&gt;one&lt;/p&gt;&lt;p&gt;two&lt;/p&gt;</description>',
    { summary: 'one two', content: '<p>one</p><p>two</p>' },
  ],
  [
    'elements with the names of object properties',
    '<title>a</title><_>x</_><constructor>y</constructor><__proto__>z</__proto__>',
    { title: 'a' },
  ],
  [
    'a podcast',
    '<title>a</title><itunes:image href="/i.jpg"/><itunes:author>B</itunes:author>',
    { image: { url: 'https://news.example/i.jpg' }, authors: ['B'] },
  ],
])('%s', async (_name, item, story) => {
  expect(await only(rss(item))).toMatchObject(story);
});

test('an item with nothing to tell it by is left out, and said', async () => {
  const document = await read(rss('<description>&lt;br&gt; </description></item><item><title>a</title>'));
  expect(document.items.map(({ story }) => story.title)).toEqual(['a']);
  expect(document.notes).toEqual(['left out 1 items with neither guid, link, title nor text']);
});

test('a description may be all that an item has (RSS 2.0), and tells it from others', async () => {
  const alone = (text: string) => `<item><description>${text}</description></item>`;
  const { items, notes } = await read(rss(`</item>${alone('One.')}${alone('Two.')}${alone('One.')}<item>`));
  expect(items.map(({ story: { title, summary } }) => [title, summary])).toEqual([
    ['', 'One.'],
    ['', 'Two.'],
  ]);
  expect(new Set(items.map(({ key }) => key)).size).toBe(2);
  expect(notes).toEqual([
    'left out 2 items with neither guid, link, title nor text',
    'left out 1 exact repetitions of items',
  ]);
});

test('what is withdrawn is told (RFC 6721)', async () => {
  const deleted =
    '<at:deleted-entry xmlns:at="http://purl.org/atompub/tombstones/1.0" ref="tag:9" when="2024-05-06T07:08:09Z"/>';
  expect((await read(atom('<id>tag:1</id>', deleted))).withdrawn).toEqual(['tag:9']);
  expect((await read(rss('<title>a</title>', deleted))).withdrawn).toEqual(['tag:9']);
});

test('sy: says how often', async () => {
  const document = await read(
    rss('<title>a</title>', '<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>'),
  );
  expect(document).toMatchObject({ ttlSeconds: 21_600, notes: ['declared a namespace prefix'] });
});

test('of more than 1,000 items the newest stay, in the document’s order', async () => {
  const item = (index: number, date: string): string => `<item><guid>${index}</guid><pubDate>${date}</pubDate></item>`;
  const dated = Array.from({ length: 1_100 }, (_, index) =>
    item(index, new Date(Date.UTC(2024, 0, 1, index)).toISOString()),
  ).join('');
  const document = await read(`<rss version="2.0"><channel>${dated}</channel></rss>`);
  expect(document.items).toHaveLength(1_000);
  expect(document.items[0]!.key).toBe('100');
  expect(document.notes).toEqual(['left out 100 items, as it has more than the 1000 newest that are kept']);
  const undated = await read(`<rss version="2.0"><channel>${dated}${item(2_000, '')}</channel></rss>`);
  expect(undated.items.at(-1)!.key).toBe('2000'); // as new as the item before it
  expect(undated.items[0]!.key).toBe('101');
});

test('content beyond 300 kB is cut at a block, and said', async () => {
  const document = await read(
    rss(
      `<title>a</title><content:encoded><![CDATA[<div>${'<p>Новости мира</p>'.repeat(20_000)}</div>]]></content:encoded>`,
    ),
  );
  const { content } = document.items[0]!.story;
  expect(Buffer.byteLength(content)).toBeLessThanOrEqual(300_000);
  expect(content).toMatch(/<p>Новости мира<\/p><\/div>$/);
  expect(document.notes).toEqual([
    'cut the content of 1 items, which may have 300 kB each, and 360 kB with all that goes with it',
  ]);
});

test('a page instead of a feed tells the feeds that it links to', async () => {
  const page =
    '<!DOCTYPE html><html><head><base href="/b/"><link rel="alternate" type="application/rss+xml" href="rss.xml">' +
    '<link rel="alternate" hreflang="de" href="/de"><link rel="alternate" type="application/feed+json" ' +
    'href="https://x.example/f.json"></head></html>';
  const error: unknown = await read(page).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(UnreadableFeed);
  expect(error).toMatchObject({
    kind: 'not-a-feed',
    discovered: ['https://news.example/b/rss.xml', 'https://x.example/f.json'],
  });
});

test.each([
  ['', 'unreadable'],
  [' \n', 'unreadable'],
  ['{"version":', 'unreadable'],
  ['{"a":1}', 'not-a-feed'],
  ['[]', 'not-a-feed'],
  ['Service unavailable', 'not-a-feed'],
  ['<sitemapindex/>', 'not-a-feed'],
  [`<rss>& <channel ${'a="b" '.repeat(3_000_000)}/></rss>`, 'unreadable'],
])('%.30j is %s', async (text, kind) => {
  await expect(read(text)).rejects.toMatchObject({ name: 'UnreadableFeed', kind });
});
