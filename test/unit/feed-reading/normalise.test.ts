import { itemBytes } from '../../../platform/dynamodb/itemSize.ts';
import { readFeed } from '../../../modules/feed-reading/readFeed.ts';
import { languageTag } from '../../../modules/feed-reading/story/language.ts';
import { authorsOf, topicsOf } from '../../../modules/feed-reading/story/normalise.ts';
import { cutAtWord, plainText, titleText } from '../../../modules/feed-reading/story/plainText.ts';
import { slugOf } from '../../../platform/values/topic.ts';
import { canonicalUrl, resolveUrl } from '../../../modules/feed-reading/story/url.ts';

test.each([
  ['https://NEWS.Example:443/A/b?x=1#y', 'https://news.example/A/b?x=1'],
  ['https://a.example/?utm_source=rss&id=5&utm_medium=x', 'https://a.example/?id=5'],
  [
    'https://a.example/?fbclid=1&gclid=2&mc_cid=3&mc_eid=4&igshid=5&at_medium=6&CMP=7&ns_campaign=8',
    'https://a.example/',
  ],
  ['https://a.example/?b=%C3%A9+x&a=1&b=2&c', 'https://a.example/?b=%C3%A9+x&a=1&b=2&c'],
  ['https://a.example/?campus=1&cmpx=2&utm=3', 'https://a.example/?campus=1&cmpx=2&utm=3'],
  ['https://app.example/#!/news/3', 'https://app.example/#!/news/3'],
  ['https://app.example/#/news/3?utm_source=a', 'https://app.example/#/news/3?utm_source=a'],
  ['https://app.example/#!news', 'https://app.example/#!news'],
  ['https://a.example/x#!', 'https://a.example/x'],
  ['https://a.example/x#comments', 'https://a.example/x'],
  ['https://a.example/x#:~:text=y', 'https://a.example/x'],
  ['https://a.example/x;jsessionid=1A2B?id=3', 'https://a.example/x?id=3'],
  ['https://a.example/?PHPSESSID=0a1b&id=3&ASPSESSIONIDQQ=x', 'https://a.example/?id=3'],
  ['https://a.example/?sid=3f2a9c0d1e4b5a6978', 'https://a.example/'],
  ['https://a.example/article?sid=4711', 'https://a.example/article?sid=4711'],
])('%s is known as %s', (url, canonical) => {
  expect(canonicalUrl(url)).toBe(canonical);
  expect(canonicalUrl(canonical)).toBe(canonical);
});

test.each([
  ['../b', 'https://a.example/x/y/', 'https://a.example/x/b'],
  ['//c.example/d', 'https://a.example/', 'https://c.example/d'],
  [' https://a.example/ ', undefined, 'https://a.example/'],
  ['javascript:alert(1)', 'https://a.example/', undefined],
  ['mailto:a@b.example', undefined, undefined],
  ['', 'https://a.example/', undefined],
  ['/x', undefined, undefined],
  ['http://[', 'https://a.example/', undefined],
  ['https://user:pass@a.example/', undefined, 'https://a.example/'],
])('%j against %j is %j', (reference, base, url) => {
  expect(resolveUrl(reference, base)).toBe(url);
});

test.each([
  ['World News', 'world-news'],
  ['  C++ & C#  ', 'c-c'],
  ['ＡＢＣ１', 'abc1'],
  ['Économie', 'économie'],
  ['Новости мира', 'новости-мира'],
  ['日本', '日本'],
  ['हिन्दी', 'हिन्दी'],
  ['العربية', 'العربية'],
  ['!!!', ''],
  ['🙂', ''],
])('the slug of %j is %j', (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});

test('slugs end at 64 characters, never within one, and topics at 10', () => {
  expect(slugOf(`${'a'.repeat(63)} bcd`)).toBe('a'.repeat(63));
  expect(slugOf(`${'a'.repeat(63)}𠮷𠮷`)).toBe('a'.repeat(63));
  expect(topicsOf(Array.from({ length: 20 }, (_, index) => `t${index}`))).toHaveLength(10);
  expect(topicsOf(['A &amp; B', 'a b', '', '—'])).toEqual([{ slug: 'a-b', name: 'A & B' }]);
});

test.each([
  [['a@b.example (Ann Writer)', 'Ann Writer', 'ann writer'], ['Ann Writer']],
  [['Ann Writer <a@b.example>'], ['Ann Writer']],
  [['a@b.example'], []],
  [['', ' '], []],
  [['By Бек, Анна'], ['Бек, Анна']],
  [['Jane Doe (jane@news.example)'], ['Jane Doe']],
  [['Jane Doe, jane@news.example'], ['Jane Doe']],
  [['jane@news.example, Jane Doe'], ['Jane Doe']],
  [['Jane Doe [jane@news.example]', 'Jane Doe - jane@news.example', 'jane@news.example'], ['Jane Doe']],
  [['Jane Doe <mailto:jane@news.example>'], ['Jane Doe']],
  [['mailto:jane@news.example (Jane Doe)'], ['Jane Doe']],
  [
    ['Jane Doe (@jane)', 'John Doe (AP)'],
    ['Jane Doe (@jane)', 'John Doe (AP)'],
  ],
  [['Jane Doe <a@b.example>, John Doe <c@d.example>'], ['Jane Doe, John Doe']],
])('%j are %j', (raw, authors) => {
  expect(authorsOf(raw)).toEqual(authors);
});

test.each([
  ['en-US', 'en-us'],
  ['en_GB', 'en-gb'],
  ['ZH-hant-tw', 'zh-hant-tw'],
  ['iw', 'he'],
  ['English', 'en'],
  ['русский', 'ru'],
  ['Deutsch', 'de'],
  ['Turkish', 'tr'],
  ['eng', 'en'],
  ['en_US.UTF-8', 'en-us'],
  ['English (UK)', 'en'],
  ['en, fr', 'en'],
  ['russian language', undefined],
  ['klingonese', undefined],
  ['', undefined],
  [undefined, undefined],
])('the language %j is %j', (raw, tag) => {
  expect(languageTag(raw)).toBe(tag);
});

test.each([
  ['<p>a</p><p>b<br>c</p>', 'html', 'a b c'],
  ['w<b>or</b>d', 'html', 'word'],
  ['a<script>x</script>b', 'html', 'ab'],
  ['&amp;lt;', 'html', '&lt;'],
  ['a <b> &amp;', 'plain', 'a <b> &amp;'],
  ['a &amp; b', 'either', 'a & b'],
  ['a < b & c > d', 'either', 'a < b & c > d'],
  ['Vector<String> explained', 'either', 'Vector<String> explained'],
  ['Map<K, V> &amp; more', 'either', 'Map<K, V> & more'],
  ['The <b> tag', 'either', 'The <b> tag'],
  ['The <em>end</em>', 'either', 'The end'],
  ['one<br>two', 'either', 'one two'],
  ['<![CDATA[a <i>b</i>]]>', 'either', 'a b'],
  ['Don\u0092t \u0096 ok', 'plain', 'Don’t – ok'],
  ['<p>one</p><iframe src="x"/><title/><p>two</p>', 'html', 'one two'],
  [' a\n\t\u00A0b\u200B ', 'plain', 'a b'],
  ['a&#1;b\uFFFFc&#xFFFE;', 'html', 'a bc'],
  ['\u202Ea\u202D \u200Fb\u2067c\u2069', 'plain', 'a \u200Fb\u2067c\u2069'],
] as const)('%j as %s reads %j', (text, kind, plain) => {
  expect(plainText({ text, kind })).toBe(plain);
});

test.each([
  ['&lt;b&gt;Bold&lt;/b&gt; words', 'either', 'Bold words'],
  ['&lt;em class="x"&gt;a&lt;/em&gt; &amp;amp; b', 'html', 'a & b'],
  ['Rock &amp;#8217;n&amp;#8217; roll', 'either', 'Rock ’n’ roll'],
  ['one&lt;br/&gt;two', 'either', 'one two'],
  ['Use of the &lt;b&gt; tag', 'either', 'Use of the <b> tag'],
  ['a <b>b</b>', 'plain', 'a <b>b</b>'],
] as const)('the title %j as %s is %j', (text, kind, title) => {
  expect(titleText({ text, kind })).toBe(title);
});

test('texts are cut at a word, or at a character that people see as one', () => {
  expect(cutAtWord('one two three', 13)).toBe('one two three');
  expect(cutAtWord('one two six, seven', 16)).toBe('one two six…');
  expect(cutAtWord('日本語日本語', 4)).toBe('日本語日…');
  expect(cutAtWord('👩‍👩‍👧👩‍👩‍👧', 10)).toBe('👩‍👩‍👧…');
});

test('what is far too long for a row is cut, left out or hashed, and never the same for two items', async () => {
  const [long, other] = ['g'.repeat(3_000), `${'g'.repeat(2_999)}h`];
  const item = (guid: string) =>
    `<item><guid>${guid}</guid><title>${'word '.repeat(1_000)}</title><link>https://a.example/${'p'.repeat(5_000)}</link></item>`;
  const { items } = await readFeed({
    body: Buffer.from(`<rss version="2.0"><channel><title>T</title>${item(long)}${item(other)}</channel></rss>`),
    url: 'https://a.example/feed',
  });
  expect(new Set(items.map(({ key }) => key)).size).toBe(2);
  for (const { story } of items) {
    expect(story.title.length).toBeLessThanOrEqual(501);
    expect(story.guid).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(story.url).toBeUndefined();
  }
});

test('a story fits a row of DynamoDB whatever goes with it: its content is cut, and that is said', async () => {
  const enclosures = Array.from({ length: 20 }, (_, index) => ({
    url: `https://a.example/${index}${'x'.repeat(4_000)}`,
    mime_type: 'audio/mpeg',
  }));
  const authors = Array.from({ length: 20 }, (_, index) => ({ name: `${index}${'é'.repeat(290)}` }));
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    items: [
      {
        id: 'é'.repeat(2_000),
        title: 'é'.repeat(500),
        content_html: '<p>né</p>'.repeat(29_000),
        attachments: enclosures,
        authors,
      },
    ],
  };
  const { items, notes } = await readFeed({ body: Buffer.from(JSON.stringify(feed)), url: 'https://a.example/feed' });
  expect(items[0]?.story).toMatchObject({ enclosures: { length: 20 }, authors: { length: 20 } });
  const bytes = itemBytes(items[0]!.story);
  expect(bytes).toBeLessThanOrEqual(360_000);
  expect(bytes).toBeGreaterThan(330_000); // cut no further than need be
  expect(notes).toEqual([expect.stringMatching(/^cut the content of 1 items/)]);
});
