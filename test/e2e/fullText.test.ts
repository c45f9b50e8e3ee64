import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { articlePage } from '../helpers/articlePage.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { caravanOn } from '../helpers/commandLine.ts';

const caravan = useCaravan();
const run = (...args: string[]) => caravanOn(caravan.dataDir, args);

const asked: string[] = [];
let titles = ['Read', 'Forbidden', 'Walled'];
const feed = (url: string): string =>
  `<rss version="2.0"><channel><title>Summaries</title><link>${url}/</link>${titles
    .map(
      (title) =>
        `<item><guid>${title}</guid><title>${title}</title><link>${url}/${title}</link><description>In short.</description></item>`,
    )
    .join('')}</channel></rss>`;
const answers: Record<string, (url: string) => string> = {
  '/feed.xml': feed,
  '/robots.txt': () => 'User-agent: caravan\nDisallow: /Forbidden',
  '/Walled': () => articlePage({ head: '<script type="application/ld+json">{"isAccessibleForFree":false}</script>' }),
};
const server = createServer((request, response) => {
  const path = request.url!;
  asked.push(path);
  if (path.startsWith('/.well-known/')) return response.writeHead(404).end();
  const body = (answers[path] ?? (() => articlePage({ lead: path.slice(1) })))(url);
  response.writeHead(200, { 'content-type': path.endsWith('.xml') ? 'application/rss+xml' : 'text/html' }).end(body);
});
let url = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test('full texts are read where an operator has switched that on, and the publisher lets programs', async () => {
  await caravan.add('summaries', `${url}/feed.xml`);
  expect((await run('sources', 'show', 'summaries')).out).toMatch(/full text +off: as the feed has it/);
  expect((await run('sources', 'edit', 'summaries', '--full-text', 'yes')).err).toContain('Write on or off.');
  expect(asked.filter((path) => path !== '/feed.xml')).toEqual([]);

  expect((await run('sources', 'edit', 'summaries', '--full-text', 'on')).out).toContain(
    'are read from the next poll on',
  );
  titles = ['New', 'ForbiddenToo', ...titles];
  answers['/Paid'] = answers['/Walled']!;
  titles.unshift('Paid');
  await caravan.poll('summaries');
  const { out } = await run('sources', 'show', 'summaries');
  expect(out).toMatch(/full text +on: pages of articles are read, where they let programs/);
  expect(out).toMatch(/last read .*pages: 1 read, 2 refused, 0 failed, 0 left/);
  expect(out).toContain('full text: read 1 pages, 1 refused by its paywall, 1 refused by robots.txt');
  expect(asked).not.toContain('/ForbiddenToo');
  expect(asked).not.toContain('/Read');

  const published = await caravan.get('/feeds/sources/summaries.json');
  const items = ((await published.json()) as { items: { title: string; content_html: string }[] }).items;
  const textOf = (title: string) => items.find((item) => item.title === title)?.content_html;
  expect(textOf('New')).toContain('The central bank raised its rate');
  expect(textOf('Paid')).toMatch(/^In short\.<p><a /);

  const before = asked.length;
  expect((await run('sources', 'edit', 'summaries', '--full-text', 'off')).code).toBe(0);
  await caravan.poll('summaries');
  expect(asked.slice(before)).toEqual(['/feed.xml']);
});
