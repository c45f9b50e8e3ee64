import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const xml = (text: string): string =>
  text
    .replace(/[\0-\x08\x0B\x0C\x0E-\x1F]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replaceAll(/&(?!#\d+;)/g, '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
const cdata = (text: string): string => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;

/** News, and no backlog, which digests do not tell. */
const today = new Date().toISOString();

const rssItem = (said: string, index: number): string =>
  [
    `<item><guid isPermaLink="true">${xml(said)}#${index}</guid>`,
    `<link>${index % 2 ? xml(`https://publisher.example/${index}?${said}`) : xml(said)}</link>`,
    `<title>${index % 3 ? xml(said) : cdata(said)}</title><description>${xml(said)}</description>`,
    `<content:encoded>${cdata(`<p>before ${said} after</p>`)}</content:encoded>\n`,
    `<author>${xml(said)}</author><dc:creator>${xml(said)}</dc:creator><category>${xml(said)}</category>`,
    `<enclosure url="${xml(said)}" type="${xml(said)}" length="1"/>`,
    `<media:content url="${xml(said)}" medium="image"><media:description>${xml(said)}</media:description>`,
    `</media:content><dc:rights>${xml(said)}</dc:rights></item>`,
  ].join('');

const rss = (words: readonly string[]): string =>
  [
    '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" ',
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"><channel>',
    '<title>RSS</title><link>https://publisher.example/</link><description>x</description>\n',
    words.map(rssItem).join('\n'),
    '</channel></rss>',
  ].join('');

const atomEntry = (said: string, index: number): string => {
  const type = index % 2 ? 'html' : 'text';
  return [
    `<entry><id>${xml(said)}#${index}</id><updated>${today}</updated><title type="${type}">${xml(said)}</title>`,
    `<link rel="alternate" href="${xml(said)}"/><link rel="enclosure" href="${xml(said)}" type="text/html"/>`,
    `<summary type="${type}">${xml(said)}</summary>\n<content type="html">${xml(said)}</content>`,
    `<author><name>${xml(said)}</name><uri>${xml(said)}</uri></author>`,
    `<category term="${xml(said)}" label="${xml(said)}"/><rights>${xml(said)}</rights></entry>`,
  ].join('');
};

const atom = (words: readonly string[]): string =>
  [
    '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title type="html">Atom</title>',
    `<id>urn:x</id><updated>${today}</updated>\n`,
    words.map(atomEntry).join('\n'),
    '</feed>',
  ].join('');

const json = (words: readonly string[]): string =>
  JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: 'JSON',
    home_page_url: 'https://publisher.example/',
    items: words.map((said, index) => ({
      id: `${said}#${index}`,
      url: index % 2 ? `https://publisher.example/${index}?${said}` : said,
      external_url: said,
      title: said,
      summary: said,
      content_html: said,
      image: said,
      language: said,
      authors: [{ name: said, url: said }],
      tags: [said],
      attachments: [{ url: said, mime_type: said }],
    })),
  });

/** Eight things at once in each article, for whoever is told of each one by one. */
const bundle = (words: readonly string[]): string =>
  json(
    Array.from({ length: Math.ceil(words.length / 8) }, (_, index) => words.slice(index * 8, index * 8 + 8).join('\n')),
  );

const formats = {
  rss: { type: 'application/rss+xml', write: rss },
  atom: { type: 'application/atom+xml', write: atom },
  json: { type: 'application/feed+json', write: json },
  bundle: { type: 'application/feed+json', write: bundle },
} as const;
export type HostileFormat = keyof typeof formats;
export const hostileFormats = ['rss', 'atom', 'json'] as const satisfies HostileFormat[];

/** A publisher that says the same hostile things in every field that there is, in each format. */
export async function startHostilePublisher(
  words: readonly string[],
): Promise<{ urlOf(format: HostileFormat): string; stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    const { type, write } = formats[(request.url ?? '').slice(1) as HostileFormat];
    response.writeHead(200, { 'content-type': type }).end(write(words));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    urlOf: (format) => `http://127.0.0.1:${(server.address() as AddressInfo).port}/${format}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
