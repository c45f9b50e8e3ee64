import { expect, test } from '@jest/globals';
import { inThread } from '../../helpers/inThread.ts';

const rss = (inside: string): string => `<rss version="2.0"><channel>${inside}</channel></rss>`;

test.each([
  ...['&', '<', '<![CDATA[', '&nbsp;', '"'].map((piece) => [piece, 'repaired']),
  ...['<a ', '<!--', '<d><![CDATA[x</d>', '<?', '<a b="', '<a b="<c d=\'', '</a', '</a>', '<!DOCTYPE '].map((piece) => [
    piece,
    'broken in more than 300000 places',
  ]),
])('15 MB of %j, the most that is ever fetched, take linear time: %s', async (piece, end) => {
  const outcome = await inThread({
    module: 'modules/feed-reading/repair/repair.ts',
    export: 'repairXml',
    args: [rss(piece.repeat(15_000_000 / piece.length))],
  });
  expect('error' in outcome ? outcome.error : 'repaired').toContain(end);
});

// rss-parser's own snippets are quadratic.
test.each(['description', 'content:encoded', 'summary', 'content'])(
  '15 MB of unfinished tags in %s take linear time',
  async (element) => {
    const content = `<${element}><![CDATA[${'x<p '.repeat(3_740_000)}]]></${element}>`;
    const outcome = await inThread({
      module: 'modules/feed-reading/readFeed.ts',
      export: 'readFeed',
      args: [
        {
          body: new TextEncoder().encode(
            '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><item>' +
              `<title>a</title>${content}</item></channel></rss>`,
          ),
          contentType: undefined,
          url: 'https://news.example/feeds/all.xml',
        },
      ],
    });
    expect(outcome).toEqual({ value: expect.objectContaining({ items: [expect.anything()] }) as unknown });
  },
);

test('of 300,000 items without dates the newest are found in linear time', async () => {
  const items = Array.from({ length: 300_000 }, (_, index) => `<item><guid>${index}</guid></item>`).join('');
  const outcome = await inThread({
    module: 'modules/feed-reading/readFeed.ts',
    export: 'readFeed',
    args: [{ body: new TextEncoder().encode(rss(items)), url: 'https://news.example/feeds/all.xml' }],
  });
  const { value } = outcome as { value: { items: readonly unknown[]; notes: readonly string[] } };
  expect(value.items).toHaveLength(1_000);
  expect(value.notes.join()).toContain('left out 299000 items');
});

test('elements that nobody closes are sanitised in linear time, and their text is kept', async () => {
  const outcome = await inThread({
    module: 'modules/feed-reading/story/sanitise.ts',
    export: 'sanitise',
    args: [`${'<b>'.repeat(660_000)}text`, 'https://news.example/a'],
  });
  expect(outcome).toEqual({ value: 'text' });
});
