import { atom, now, only, read, rss, url } from '../../helpers/feedText.ts';
import { readFeed } from '../../../modules/feed-reading/readFeed.ts';

const head = '<title>t</title><link>https://news.example/1</link>';
const entry = '<id>urn:1</id><title>t</title><link href="https://news.example/1"/>';
const xhtml = (content: string) => only(atom(`${entry}<content type="xhtml">${content}</content>`));

describe('XHTML', () => {
  const div = (inner: string) => `<div xmlns="http://www.w3.org/1999/xhtml">${inner}</div>`;

  test.each(['iframe', 'script', 'object', 'title', 'textarea', 'style', 'video', 'svg', 'p', 'a', 'div'])(
    'an empty <%s/> has nothing of the article in it',
    async (name) => {
      const { content, summary } = await xhtml(div(`<p>one</p><${name}/><p>two</p><p>three</p>`));
      expect(content.replace(/<[^>]*>/g, '')).toBe('onetwothree');
      expect(summary).toBe('one two three');
    },
  );

  test('keeps its markup under a prefix (RFC 4287, section 3.1.1.3), whichever element declares it', async () => {
    const markup = '<p>one <b>two</b></p><p><a href="https://news.example/x" rel="noopener">three</a></p>';
    const prefixed = '<h:p>one <h:b>two</h:b></h:p><h:p><h:a href="/x">three</h:a></h:p>';
    const declared = 'xmlns:h="http://www.w3.org/1999/xhtml"';
    expect((await xhtml(`<h:div ${declared}>${prefixed}</h:div>`)).content).toBe(`<div>${markup}</div>`);
    const { items } = await read(
      atom(`${entry}<content type="xhtml"><h:div>${prefixed}</h:div></content>`).replace('<feed', `<feed ${declared}`),
    );
    expect(items[0]!.story).toMatchObject({ content: `<div>${markup}</div>`, summary: 'one two three' });
  });

  test('has text where its CDATA has tags', async () => {
    expect((await xhtml(div('<pre><![CDATA[<p>code</p>]]></pre>'))).content).toContain('&lt;p&gt;code&lt;/p&gt;');
    expect((await xhtml(div('<p>a</p>&lt;p&gt;b&lt;/p&gt;'))).content).toContain('&lt;p&gt;b&lt;/p&gt;');
  });
});

test.each([
  ['CDATA', '<object width="1"><param name="m"></param></object><![CDATA[<p>one</p><p>two</p>]]>'],
  ['CDATA before it', '<![CDATA[<p>one</p><p>two</p>]]><img src="https://news.example/p.gif" width="1"/>'],
  ['CDATA within it', '<div><![CDATA[<p>one</p><p>two</p>]]></div>'],
  ['escaped HTML', '<br/>&lt;p&gt;one&lt;/p&gt;&lt;p&gt;two&lt;/p&gt;'],
])('markup beside %s in one description: no tag is shown as text', async (_name, description) => {
  const { content, summary } = await only(rss(`${head}<description>${description}</description>`));
  expect(content).toContain('<p>one</p><p>two</p>');
  expect(content).not.toContain('&lt;');
  expect(summary).toBe('one two');
});

test('a tag that a marked-up text is about stays text', async () => {
  const { content } = await only(rss(`${head}<description>Use <b>the</b> &lt;p&gt; tag</description>`));
  expect(content).toBe('Use <b>the</b> &lt;p&gt; tag');
});

test.each(['body', 'fulltext', 'content', 'y:full-text'])('<%s> holds the text', async (name) => {
  const item = `${head}<description>short</description><${name} xmlns:y="http://news.yandex.ru">The full text</${name}>`;
  const { content, summary } = await only(rss(item));
  expect(content).toContain('The full text');
  expect(summary).toBe('short');
});

test.each([
  ['image/png', 'iVBORw0KGgo='],
  ['application/octet-stream', 'RXhhbXBsZSA8Yj5BdG9tPC9iPg=='],
])('content of the media type %s is no text (RFC 4287, section 4.1.3.3): the summary stands', async (type, base64) => {
  const { summary, content } = await only(
    atom(`<id>a</id><title>A</title><summary>Words</summary><content type="${type}">${base64}</content>`),
  );
  expect([summary, content]).toEqual(['Words', '<p>Words</p>']);
});

test.each(['text/plain', 'text/html', 'application/xhtml+xml', 'application/xml'])(
  'content of the media type %s is read',
  async (type) => {
    const { content } = await only(atom(`<id>a</id><title>A</title><content type="${type}">Words</content>`));
    expect(content).toContain('Words');
  },
);

test('the summary is in the words of the document: links for what is embedded are not', async () => {
  const description = '<![CDATA[<p>one</p><iframe src="https://www.youtube.com/embed/x"/><p>two</p>]]>';
  const { content, summary } = await only(rss(`${head}<description>${description}</description>`));
  expect(content).toContain('href="https://www.youtube.com/embed/x"');
  expect(summary).toBe('one two');
});

test('references to windows-1252 are its characters, in titles, texts and attributes', async () => {
  const { title, content, authors, image } = await only(
    rss(
      '<title>Don&#146;t panic &#x96; it&#8217;s ok</title><author>O&#146;Brien</author>' +
        '<description><![CDATA[<p>a&#151;b</p><img src="/p.jpg" alt="Don&#146;t">]]></description>',
    ),
  );
  expect({ title, authors, alt: image?.alt }).toEqual({
    title: 'Don’t panic – it’s ok',
    authors: ['O’Brien'],
    alt: 'Don’t',
  });
  expect(content).toContain('<p>a—b</p>');
  const marked = await only(rss(`${head}<description>a&#151;<b>b</b></description>`));
  expect(marked.content).toBe('a—<b>b</b>');
});

test("machines' categories are no topics", async () => {
  const names = async (text: string) => (await only(text)).topics.map(({ name }) => name);
  expect(
    await names(
      atom(
        `${entry}<category scheme="http://schemas.google.com/g/2005#kind" term="http://schemas.google.com/blogger/2008/kind#post"/>` +
          '<category scheme="http://www.blogger.com/atom/ns#" term="Politics"/><category term="x" label="Economy"/>' +
          '<category scheme="http://cv.iptc.org/" term="medtop:20000587"/><category term="2026"/>',
      ),
    ),
  ).toEqual(['Politics', 'Economy', '2026']);
  expect(
    await names(
      rss(`${head}<category domain="https://a.example/ids">4711</category><category>https://a.example/t</category>`),
    ),
  ).toEqual([]);
});

test('an author of RSS with elements of its own is known by name', async () => {
  expect((await only(rss(`${head}<author><name>Jane Doe</name><email>j@a.example</email></author>`))).authors).toEqual([
    'Jane Doe',
  ]);
});

test('an Atom title without a type is text (RFC 4287, section 3.1.1), unless it is plainly HTML', async () => {
  const title = async (text: string) => (await only(atom(`<id>1</id><title>${text}</title>`))).title;
  expect(await title('Vector&lt;String&gt; explained')).toBe('Vector<String> explained');
  expect(await title('&lt;b&gt;Bold&lt;/b&gt; &amp;amp; more')).toBe('Bold & more');
});

describe('bases', () => {
  const picture = '&lt;img src="i.png"&gt;';
  const sources = async (text: string) => /src="([^"]*)"/.exec((await read(text)).items[0]!.story.content)?.[1];
  const feed = (feedBase: string, entryBase: string, content: string) =>
    `<feed xmlns="http://www.w3.org/2005/Atom"${feedBase}><entry${entryBase}>${entry}${content}</entry></feed>`;
  const html = (base = '') => `<content type="html"${base}>${picture}</content>`;

  test.each([
    ['the article, where none is set', '', '', html(), 'https://news.example/i.png'],
    ["the feed's", ' xml:base="http://f.example/b/"', '', html(), 'http://f.example/b/i.png'],
    [
      "the entry's within it",
      ' xml:base="http://f.example/b/"',
      ' xml:base="e/"',
      html(),
      'http://f.example/b/e/i.png',
    ],
    [
      "the content's within both",
      ' xml:base="http://f.example/b/"',
      ' xml:base="e/"',
      html(' xml:base="c/"'),
      'http://f.example/b/e/c/i.png',
    ],
    [
      "that of XHTML's own element",
      ' xml:base="http://f.example/b/"',
      '',
      '<content type="xhtml" xml:base="c/"><div xmlns="http://www.w3.org/1999/xhtml" xml:base="d/"><img src="i.png"/></div></content>',
      'http://f.example/b/c/d/i.png',
    ],
  ])('relative pictures: %s', async (_name, feedBase, entryBase, content, address) => {
    expect(await sources(feed(feedBase, entryBase, content))).toBe(address);
  });

  test("of a channel within its root, and of a link's own", async () => {
    const item = `<item><guid>1</guid><link>a</link><description>${picture}</description></item>`;
    expect(
      await sources(`<rss version="2.0" xml:base="http://f.example/b/"><channel xml:base="c/">${item}</channel></rss>`),
    ).toBe('http://f.example/b/c/i.png');
    const linked = atom('<id>1</id><title>t</title><link xml:base="http://l.example/x/" href="y"/>');
    expect((await only(linked)).url).toBe('http://l.example/x/y');
  });

  test('the article on its own site, where its link leads through a proxy', async () => {
    const item =
      '<guid isPermaLink="true">https://www.site.example/2026/post/</guid><link>https://proxy.example/~r/abc</link>' +
      `<description>${picture}</description>`;
    const { content, url: address } = await only(rss(item, '<link>https://site.example/</link>'));
    expect(content).toContain('src="https://www.site.example/2026/post/i.png"');
    expect(address).toBe('https://proxy.example/~r/abc');
  });
});

describe('dates that cannot be true', () => {
  const dated = (...dates: string[]) =>
    read(
      `<rss version="2.0"><channel>${dates.map((date, index) => `<item><guid>${index}</guid>${date}</item>`).join('')}</channel></rss>`,
    );

  test.each([
    'Thu, 01 Jan 1970 00:00:00 GMT',
    'Fri, 31 Dec 9999 23:59:00 GMT',
    'Wed, 02 Dec 2026 12:01:00 GMT',
    '0',
    '1900-01-01T00:00:00Z',
  ])('%s is left out, with a note', async (date) => {
    const { items, notes } = await dated(`<pubDate>${date}</pubDate>`);
    expect(items[0]!.story).not.toHaveProperty('published');
    if (date !== '0') expect(notes).toEqual([`left out 1 dates that cannot be true ("${date}")`]);
  });

  test('what is true of the others stays, and a date of change stands in for that of publication', async () => {
    const { items } = await dated(
      '<pubDate>Sun, 29 Nov 2026 10:00:00 GMT</pubDate>',
      '<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate><atom:updated xmlns:atom="http://www.w3.org/2005/Atom">2026-11-28T10:00:00Z</atom:updated>',
    );
    expect(items.map(({ story }) => story.published)).toEqual(['2026-11-29T10:00:00.000Z', '2026-11-28T10:00:00.000Z']);
  });

  test('embargoes and expiries are as they are, and a story under embargo may be dated at its end', async () => {
    const prism = 'xmlns:p="http://prismstandard.org/namespaces/basic/2.0/"';
    const { items, notes } = await dated(
      `<p:embargoDate ${prism}>2099-01-01T00:00:00Z</p:embargoDate><pubDate>2099-01-01T00:00:00Z</pubDate>` +
        `<p:expirationDate ${prism}>9999-12-31T00:00:00Z</p:expirationDate>`,
      `<p:embargoDate ${prism}>1970-01-01T00:00:00Z</p:embargoDate>`,
    );
    expect(items.map(({ story }) => story.embargoUntil)).toEqual([
      '2099-01-01T00:00:00.000Z',
      '1970-01-01T00:00:00.000Z',
    ]);
    expect(items[0]!.story).toMatchObject({
      published: '2099-01-01T00:00:00.000Z',
      expiresAt: '9999-12-31T00:00:00.000Z',
    });
    expect(notes).toEqual([]);
  });
});

test("an operator's encoding and zone are taken over what the document says", async () => {
  const text = '<?xml version="1.0" encoding="utf-8"?>' + rss('<title>T</title><pubDate>29 Nov 2026 10:00</pubDate>');
  const body = Buffer.from(text).map((byte) => (byte === 0x54 ? 0xd4 : byte)); // T, to Ф of windows-1251
  const { items } = await readFeed({ body, url, encoding: 'windows-1251', zone: 'Asia/Baku', now });
  expect(items[0]!.story).toMatchObject({ title: 'Ф', published: '2026-11-29T06:00:00.000Z' });
});
