import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { epochSeconds } from '../../platform/values/time.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { oddDates, oddHeaders, oddNumbers } from './tricks/numbers.ts';

interface Document {
  readonly head?: string;
  readonly item?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const documents: readonly Document[] = [
  ...oddNumbers.map((number) => ({
    head: `<ttl>${number}</ttl><sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>${number}</sy:updateFrequency>`,
    item:
      `<enclosure url="https://a.example/${encodeURIComponent(number)}" type="a/b" length="${number}"/>` +
      `<media:content url="https://a.example/i.jpg" medium="image" width="${number}" height="${number}" ` +
      `fileSize="${number}"/>`,
  })),
  ...oddDates.map((date) => ({ item: `<pubDate>${date}</pubDate><atom:updated>${date}</atom:updated>` })),
  ...oddDates.map((date) => ({ item: `<prism:embargoDate>${date}</prism:embargoDate>` })),
  ...oddDates.map((date) => ({ item: `<prism:expirationDate>${date}</prism:expirationDate>` })),
  ...oddHeaders.map((headers) => ({ headers })),
];

const feed = ({ head = '', item = '' }: Document, round: string): string =>
  [
    '<?xml version="1.0"?><rss version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" ',
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom" ',
    'xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/">\n',
    `<channel><title>Odd</title>${head}<item><guid isPermaLink="false">one</guid><title>Story ${round}</title>`,
    `<description>Words</description>${item}</item></channel></rss>`,
  ].join('');

const caravan = useCaravan();
let server: Server;
let round = 'A';
beforeAll(async () => {
  server = createServer((request, response) => {
    const document = documents[Number((request.url ?? '').slice(1))] ?? {};
    response.writeHead(200, { 'content-type': 'application/rss+xml', ...document.headers }).end(feed(document, round));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
});
afterAll(async () => {
  await new Promise((resolve) => {
    server.close(resolve);
  });
});

const address = (index: number) => `http://127.0.0.1:${(server.address() as AddressInfo).port}/${index}`;

test('whatever a publisher counts or dates, each row that comes of it can be read, and the source is polled on', async () => {
  const rows = await Promise.all(documents.map((_, index) => caravan.add(`odd-${index}`, address(index))));
  for (const [index, { lastOutcome, nextPollAt }] of rows.entries()) {
    expect({ document: documents[index], kind: lastOutcome?.kind }).toEqual({
      document: documents[index],
      kind: 'new',
    });
    expect(nextPollAt - epochSeconds(new Date())).toBeLessThanOrEqual(86_400);
  }
  round = 'B';
  const again = await Promise.all(rows.map(({ id }) => caravan.poll(id)));
  expect(again.filter(({ failures }) => failures > 0)).toEqual([]);
});

test('nor is any list, feed or page unreadable for it', async () => {
  const ids = [...new Set(caravan.events.map(({ article: { id } }) => id))];
  expect(ids.length).toBeGreaterThan(documents.length / 2);
  expect((await caravan.articles.getMany(ids, true)).size).toBe(ids.length);
  const sources = [];
  for await (const source of caravan.sources.all()) sources.push(source);
  expect(sources).toHaveLength(documents.length);
  for (const path of [
    '/',
    '/feeds/all.rss?limit=200',
    '/feeds/all.atom?limit=200',
    '/feeds/all.json?limit=200',
    '/feeds.opml',
  ])
    expect([path, (await caravan.get(path)).status]).toEqual([path, 200]);
  expect(caravan.twin.refusals).toEqual([]);
});
