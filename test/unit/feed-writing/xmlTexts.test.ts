import { XMLParser, XMLValidator } from 'fast-xml-parser';
import fc from 'fast-check';
import { renderOpml } from '../../../modules/edition/opml.ts';
import { renderAtom } from '../../../modules/feed-writing/atom.ts';
import type { ServedFeed } from '../../../modules/feed-writing/feedDocument.ts';
import { renderRss } from '../../../modules/feed-writing/rss.ts';
import { anArticle } from '../../helpers/records.ts';
import * as generators from '../../../modules/feed-writing/generators.ts';

interface Element {
  readonly name: string;
  readonly text: string;
  readonly attributes: Record<string, string>;
}

/** Every element of a document, with its text as it stands: white space and all. */
function elementsOf(xml: string): Element[] {
  expect(XMLValidator.validate(xml)).toBe(true);
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    trimValues: false,
    parseTagValue: false,
    parseAttributeValue: false,
    processEntities: true,
    cdataPropName: '#cdata',
  });
  const found: Element[] = [];
  const visit = (nodes: Record<string, unknown>[]) => {
    for (const node of nodes) {
      const [name = ''] = Object.keys(node).filter((key) => key !== ':@');
      const inside = node[name];
      if (!Array.isArray(inside)) continue;
      const children = inside as Record<string, unknown>[];
      const text = children
        .map(
          (child) =>
            (child['#text'] as string | undefined) ??
            (child['#cdata'] as { '#text': string }[] | undefined)?.[0]?.['#text'] ??
            '',
        )
        .join('');
      if (!children.some((child) => Object.keys(child).some((key) => !key.startsWith('#') && key !== ':@')))
        found.push({ name, text, attributes: (node[':@'] ?? {}) as Record<string, string> });
      visit(children);
    }
  };
  visit(parser.parse(xml) as Record<string, unknown>[]);
  return found;
}

const url = 'https://eurasia.example/a?x=1&y=2&z=%3C%26';
/** A list in which every text is the given one, and every address has an ampersand. */
const listOf = (words: string): ServedFeed => ({
  title: words,
  publicUrl: 'https://news.example',
  list: { kind: 'topic', slug: 'a&b' },
  selfUrl: 'https://news.example/feeds/topics/a%26b.rss?limit=5&x=1',
  updated: anArticle().changedAt,
  articles: [
    anArticle({
      title: words,
      summary: words,
      url,
      content: `<p>${words.replace(/[&<>]/g, '')} &amp; &lt;b&gt;</p>`,
      authors: [words, 'B & C'],
      rights: words,
      topics: [{ slug: 'x', name: words }],
      source: { id: 'eurasia', name: words, url },
      attribution: `Source: ${words}`,
      image: { url, alt: words },
      enclosures: [
        { url: `${url}.mp3`, type: 'audio/mpeg' },
        { url, type: 'image/png' },
      ],
    }),
  ],
});
const documentsOf = (words: string) =>
  [
    renderRss(listOf(words), generators),
    renderAtom(listOf(words), generators),
    renderOpml(
      words,
      'https://news.example/?a&b',
      [
        { kind: 'topic', slug: 'a', title: words },
        { kind: 'source', slug: 'b', title: words },
      ],
      generators,
    ),
  ] as const;
const textsOf = (xml: string, name: string) =>
  elementsOf(xml)
    .filter((element) => element.name === name)
    .map(({ text }) => text);

const hostile = [
  'Fish & Chips',
  'a < b > c',
  '"Quoted" and \'said\'',
  'it ends ]]> here',
  '<![CDATA[x]]>',
  '&amp; &apos; &#39; &lt;b&gt;',
  '😀 & 👩‍👩‍👧',
  'خبر & <new>',
  '&',
  '<',
  '>',
  ']]>',
  '<!-- & -->',
  '<?xml & ?>',
  'true',
  '0',
  '007',
  '1e3',
  '-0',
  '&\u00A0',
  'a\u0085b & c\u2028d',
];

test.each(hostile)('%j is the very text of every element that holds it', (words) => {
  const [rss, atom, opml] = documentsOf(words);
  const html = words.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
  expect(textsOf(rss, 'title')).toEqual([words, words].map((text) => text.trim()));
  for (const [name, texts] of Object.entries({
    category: [words],
    'dc:creator': [words, 'B & C'],
    source: [words],
    'dc:rights': [words],
    'media:description': [words],
  }))
    expect([name, textsOf(rss, name)]).toEqual([name, texts.map((text) => text.trim())]);
  expect(textsOf(rss, 'description').at(-1)).toBe(html.trim());
  expect(textsOf(rss, 'link')).toEqual(['https://news.example/topics/a%26b', url]);
  expect(textsOf(rss, 'content:encoded')[0]).toContain(`<a href="${url.replaceAll('&', '&amp;')}">Source: ${html}</a>`);
  for (const name of ['name', 'title', 'summary', 'rights'])
    for (const text of textsOf(atom, name))
      expect([name, [words.trim(), 'B & C']]).toEqual([name, expect.arrayContaining([text]) as string[]]);
  expect(textsOf(atom, 'id')).toContain(url);
  expect(
    elementsOf(atom)
      .filter(({ name }) => name === 'link')
      .map(({ attributes }) => attributes['href']),
  ).toEqual(expect.arrayContaining([listOf(words).selfUrl, url, `${url}.mp3`]));
  expect(
    elementsOf(opml)
      .filter(({ name }) => name === 'outline')
      .map(({ attributes }) => attributes['text']),
  ).toEqual(expect.arrayContaining([words.trim()]));
});

test('whatever the text: a feed is well-formed, and no element has white space around its text', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 30 }),
        fc
          .array(
            fc.constantFrom(...hostile, '\u0000', '\u001B', '\uFFFE', '\uFDD0', '\uFDD1', '\uD800', ' ', '\n', '\t'),
            { maxLength: 5 },
          )
          .map((parts) => parts.join('')),
      ),
      (words) => {
        for (const xml of documentsOf(words)) {
          const padded = elementsOf(xml).filter(({ text }) => text !== text.trim() && text.trim() !== '');
          expect(padded).toEqual([]);
          expect(xml).not.toMatch(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF\uFDD0-\uFDD2]/);
        }
      },
    ),
    { numRuns: 200 },
  );
});
