import { parseXml } from '../../../modules/feed-reading/formats/parseXml.ts';
import { atom, rss } from '../../helpers/feedText.ts';

const xhtml = 'xmlns="http://www.w3.org/1999/xhtml"';
const documents: readonly (readonly [string, string])[] = [
  [
    'RSS',
    rss('<title>a &amp; b</title><dc:creator>c</dc:creator><content:encoded><![CDATA[<p>d</p>]]></content:encoded>'),
  ],
  [
    'a base and a language at the root and at the channel',
    '<rss xml:base="https://a.example/" xml:lang="de"><channel xml:lang="nl"><item><link>b</link></item></channel></rss>',
  ],
  ['an unusual prefix', rss('<title>a</title><x:creator xmlns:x="http://purl.org/dc/elements/1.1/">b</x:creator>')],
  [
    'a prefix with two meanings',
    rss(
      '<title>a</title><x:creator xmlns:x="http://purl.org/dc/elements/1.1/">b</x:creator><x:creator xmlns:x="urn:x">c</x:creator>',
    ),
  ],
  [
    'a prefix that is usual, declared too late',
    `${rss('<title>a</title>').replace('xmlns:dc=', 'xmlns:none=').replace('<item>', '<item><dc:creator>b</dc:creator>')}`,
  ],
  [
    'another default namespace inside',
    rss('<title>a</title><creator xmlns="http://purl.org/dc/elements/1.1/">b</creator>'),
  ],
  [
    'Atom',
    atom('<id>a</id><title type="html">&lt;b&gt;b&lt;/b&gt;</title><link href="/c"/><updated>no date</updated>'),
  ],
  ['XHTML', atom(`<id>a</id><content type="xhtml"><div ${xhtml}>a <b>b</b> c</div></content>`)],
  [
    'XHTML by a prefix',
    `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:h="http://www.w3.org/1999/xhtml"><entry><id>a</id><content type="xhtml"><h:div>a <h:b>b</h:b> c</h:div></content></entry></feed>`,
  ],
  ['markup in a title', rss('<title>a <b>b</b> c</title>')],
  [
    'markup in a description of a group',
    rss('<title>a</title><media:group><media:description>a <b>b</b> c</media:description></media:group>'),
  ],
  [
    'items beside the channel',
    '<rss version="2.0"><channel><title>c</title></channel><item><guid>a</guid></item><item><guid>b</guid></item></rss>',
  ],
  ['items in one another', rss('<guid>a</guid><item><guid>b</guid></item>')],
  [
    'two channels',
    '<rss><channel><item><guid>a</guid></item></channel><channel><item><guid>b</guid></item></channel></rss>',
  ],
  ['entries without anything', atom('</entry><entry>text</entry><entry><id>a</id>')],
  ['RSS of no version, in capitals', '<RSS><CHANNEL><TITLE>a</TITLE><ITEM><GUID>b</GUID></ITEM></CHANNEL></RSS>'],
  [
    'RSS 1.0',
    '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>a</title></channel><item r:about="https://a.example/"><title>b</title></item></r:RDF>',
  ],
];

/** Before the root's end: no parser of XML goes on over it, and it says nothing. */
const broken = (text: string): string => text.replace(/(?=<\/[^<]*$)/, '<other:x>&</other:x>');

test.each(documents)('%s: read as it came, and repaired, it gives the same', async (_name, text) => {
  const { feed } = await parseXml(text);
  expect((await parseXml(broken(text))).feed).toEqual(feed);
  expect(feed.items.length).toBeGreaterThan(0);
});

test('what rss-parser would give in the wrong order or not at all is arranged for it', async () => {
  const items = await Promise.all(
    documents.map(async ([name, text]) => [name, (await parseXml(text)).feed.items] as const),
  );
  const of = new Map(items);
  expect(of.get('XHTML')).toMatchObject([{ content: { text: expect.stringContaining('a <b>b</b> c') as string } }]);
  expect(of.get('markup in a title')).toMatchObject([{ title: { text: 'a <b>b</b> c', kind: 'html' } }]);
  expect(of.get('a prefix with two meanings')).toMatchObject([{ authors: ['b'] }]);
  expect(of.get('another default namespace inside')).toMatchObject([{ authors: ['b'] }]);
  for (const name of ['items beside the channel', 'items in one another', 'two channels'])
    expect(of.get(name)).toMatchObject([{ guid: 'a' }, { guid: 'b' }]);
});

test('an element that is empty takes no feed away', async () => {
  expect((await parseXml(atom('</entry><entry>text</entry><entry><id>a</id>'))).feed.items).toMatchObject([
    {},
    {},
    { guid: 'a' },
  ]);
  expect((await parseXml(atom('<id>a</id>').replace('</entry>', '</entry><entry/>'))).feed.items).toHaveLength(2);
});

test.each([
  ['an ampersand', rss('<title>a & b</title>'), ['escaped a bare ampersand']],
  ['an element left open', rss('<title>a<br></title>'), ['closed an element that was left open']],
  [
    'an end that is cut off',
    rss('<title>a</title>').slice(0, -'</rss>'.length),
    ['closed the feed, whose end is cut off'],
  ],
  ['what follows the end', `${rss('<title>a</title>')}<p>more`, ['removed what followed the end of the feed']],
  ['a forbidden character', rss('<title>a\u0001</title>'), ['removed a character that XML forbids']],
  ['a reference to one', rss('<title>a&#1;</title>'), ['removed a reference to a character that XML forbids']],
  ['a prefix that nobody declares', rss('<title>a</title><x:y/>'), ['declared a namespace prefix']],
  ['nothing', `${rss('<title>a</title>')}\n<!-- cached -->`, []],
])('%s is said', async (_name, text, notes) => {
  expect((await parseXml(text)).notes).toEqual(notes);
});

test('a document of a million errors is left at the first of them, and repaired', async () => {
  const { feed, notes } = await parseXml(rss(`<title>a</title>${'&'.repeat(1_000_000)}`));
  expect(feed.items).toHaveLength(1);
  expect(notes).toEqual(['escaped 1000000 bare ampersands']);
});
