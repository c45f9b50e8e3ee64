import fc from 'fast-check';
import { storySchema } from '../../../modules/articles/article.ts';
import { UnreadableFeed, type FeedDocument } from '../../../modules/feed-reading/feedDocument.ts';
import { readFeed } from '../../../modules/feed-reading/readFeed.ts';

const read = async (body: Uint8Array): Promise<FeedDocument | UnreadableFeed> =>
  readFeed({ body, url: 'https://news.example/feed' }).catch((error: unknown) => {
    if (error instanceof UnreadableFeed) return error;
    throw error;
  });

async function check(body: Uint8Array): Promise<void> {
  const document = await read(body);
  const again = await read(body);
  if (document instanceof UnreadableFeed)
    return expect(again).toMatchObject({ kind: document.kind, message: document.message });
  expect(again).toEqual(document);
  expect(new Set(document.items.map(({ key }) => key)).size).toBe(document.items.length);
  for (const { key, story } of document.items) {
    expect(storySchema.safeParse(story).error).toBeUndefined();
    expect(key).not.toBe('');
    expect(story.content).not.toMatch(/<(?:script|style|iframe)|\son\w+="/i);
    expect(`${story.title}${story.summary}`).not.toMatch(/[\n\t]/);
  }
  return undefined;
}

const name = fc.constantFrom(
  'item',
  'entry',
  'channel',
  'title',
  'link',
  'guid',
  'id',
  'description',
  'content',
  'content:encoded',
  'pubDate',
  'updated',
  'published',
  'author',
  'name',
  'category',
  'enclosure',
  'media:content',
  'media:group',
  'media:thumbnail',
  'itunes:image',
  'dc:creator',
  'dc:date',
  'at:deleted-entry',
  'source',
  'image',
  '_',
  '__proto__',
  'constructor',
  'toString',
);
const attribute = fc.constantFrom(
  '',
  ' type="html"',
  ' type="xhtml"',
  ' mode="base64"',
  ' href="/a"',
  ' href="http://["',
  ' rel="self"',
  ' url="x.jpg" width="9e9"',
  ' xml:base="::"',
  ' xml:lang="?"',
  ' isPermaLink="false"',
  ' length="-1"',
  ' xmlns="urn:x"',
  ' xmlns:media="urn:y"',
  ' ref="z"',
  ' term="t"',
);
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 10 }),
  fc.constantFrom(
    '&lt;p&gt;a',
    '<![CDATA[<b onclick=a>x]]>',
    'https://a.example/?utm_x=1',
    '2024-01-01',
    'no date',
    '&bad;',
    '<b>',
    '\uD800',
  ),
);
const { element } = fc.letrec<{ element: string }>((tie) => ({
  element: fc.oneof(
    { maxDepth: 4 },
    text,
    fc
      .tuple(name, attribute, fc.array(tie('element'), { maxLength: 4 }))
      .map(([tag, attributes, inside]) => `<${tag}${attributes}>${inside.join('')}</${tag}>`),
  ),
}));
const roots = fc.constantFrom(
  ['<rss version="2.0"><channel>', '</channel></rss>'],
  ['<feed xmlns="http://www.w3.org/2005/Atom">', '</feed>'],
  ['<rdf:RDF xmlns="http://purl.org/rss/1.0/">', '</rdf:RDF>'],
  ['<rss>', ''],
);

test('feeds of any content in any order', async () => {
  await fc.assert(
    fc.asyncProperty(roots, fc.array(element, { maxLength: 8 }), ([open, close], inside) =>
      check(Buffer.from(open + inside.join('') + close)),
    ),
    { numRuns: 400 },
  );
});

test('items that have a title or a text alone, and perhaps a date', async () => {
  const words = fc.constantFrom('', 'Rates rise.', 'RATES RISE', 'Rates fall', '🔥', '…', '&lt;br&gt;');
  const item = fc
    .tuple(fc.constantFrom('title', 'description'), words, fc.constantFrom('', '<pubDate>2024-01-01</pubDate>'))
    .map(([part, said, date]) => `<item><${part}>${said}</${part}>${date}</item>`);
  await fc.assert(
    fc.asyncProperty(fc.array(item, { maxLength: 6 }), (items) =>
      check(Buffer.from(`<rss version="2.0"><channel>${items.join('')}</channel></rss>`)),
    ),
    { numRuns: 400 },
  );
});

test('a good feed with bytes changed, removed or put in', async () => {
  const good = Buffer.from(
    '<?xml version="1.0"?><rss version="2.0"><channel><title>T</title><item><guid>1</guid><title>A &amp; ' +
      'B</title><link>https://a.example/1</link><description><![CDATA[<p>x</p>]]></description><pubDate>Mon, 06 ' +
      'May 2024 07:08:09 GMT</pubDate></item><item><guid>2</guid></item></channel></rss>',
  );
  const change = fc.tuple(fc.nat(good.length - 1), fc.nat(3), fc.uint8Array({ maxLength: 3 }));
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 5 }), (changes) =>
      check(
        changes.reduce<Uint8Array>(
          (body, [at, removed, put]) => Buffer.concat([body.subarray(0, at), put, body.subarray(at + removed)]),
          good,
        ),
      ),
    ),
    { numRuns: 400 },
  );
});

test('JSON of any kind in the fields of a JSON Feed', async () => {
  const item = fc.dictionary(
    fc.constantFrom(
      'id',
      'url',
      'title',
      'content_html',
      'content_text',
      'summary',
      'image',
      'date_published',
      'authors',
      'author',
      'tags',
      'attachments',
      'language',
    ),
    fc.jsonValue({ maxDepth: 2 }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(item, fc.jsonValue({ maxDepth: 1 })), { maxLength: 5 }),
      fc.jsonValue({ maxDepth: 1 }),
      (items, title) =>
        check(Buffer.from(JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title, items }))),
    ),
    { numRuns: 300 },
  );
});

test('any bytes', async () => {
  await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), check), { numRuns: 200 });
});
