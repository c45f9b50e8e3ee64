import { afterAll, afterEach, expect, test } from '@jest/globals';
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pages } from '../../../modules/full-text/pages.ts';
import { articlePage } from '../../helpers/articlePage.ts';

const userAgent = 'Caravan/1.0 (+https://caravan.example/about)';
const ending: (() => unknown)[] = [];
afterEach(() => Promise.all(ending.splice(0).map((end) => end())));
const started: Pages[] = [];
afterAll(() => {
  for (const pages of started) pages.stop();
});

type Answers = Record<string, (response: ServerResponse) => unknown>;

/** A site that answers as told, 404 for all else; with what was asked of it. */
async function site(answers: Answers, host = '127.0.0.1') {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url!);
    expect(request.headers['user-agent']).toBe(userAgent);
    const answer = answers[request.url!];
    if (answer) answer(response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  ending.push(() => (server.closeAllConnections(), new Promise((resolve) => server.close(resolve))));
  return { url: `http://${host}:${(server.address() as AddressInfo).port}`, asked };
}

function newPages(allowLoopback = true): Pages {
  const pages = new Pages({ userAgent, allowLoopback });
  started.push(pages);
  return pages;
}
const all = newPages();
const html =
  (text = articlePage(), headers = {}, status = 200) =>
  (response: ServerResponse) =>
    response.writeHead(status, { 'content-type': 'text/html', ...headers }).end(text);
const text =
  (body: string, status = 200) =>
  (response: ServerResponse) =>
    response.writeHead(status).end(body);
const read = async (answers: Answers, path = '/a') => {
  const { url, asked } = await site(answers);
  return { what: await all.read(url + path, [url]), asked };
};

test('a page is read after the rules of its site, which are asked for once a day', async () => {
  const { url, asked } = await site({
    '/robots.txt': text('User-agent: *\nDisallow: /private/'),
    '/a': html(),
    '/b': html(),
  });
  expect(await all.read(`${url}/a`, [url])).toEqual({ content: expect.stringContaining('Rates rise:') as unknown });
  expect(await all.read(`${url}/private/x`, [url])).toEqual({ refused: 'by robots.txt' });
  expect(await all.read(`${url}/b`, [url])).toHaveProperty('content');
  expect(asked.toSorted()).toEqual(['/.well-known/tdmrep.json', '/a', '/b', '/robots.txt']);
});

test.each<[string, Answers, object]>([
  [
    'robots.txt cannot be had (500)',
    { '/robots.txt': text('', 500), '/a': html() },
    { refused: 'as robots.txt cannot be had' },
  ],
  [
    'tdmrep.json reserves it',
    { '/.well-known/tdmrep.json': text('[{"location":"/","tdm-reservation":1}]'), '/a': html() },
    { refused: 'by tdmrep.json' },
  ],
])('the page is not even asked for where %s', async (_, answers, said) => {
  const { what, asked } = await read(answers);
  expect(what).toEqual(said);
  expect(asked).not.toContain('/a');
});

test.each<[string, Answers['x'], object]>([
  ['401', html('', {}, 401), { refused: 'by its server (401)' }],
  ['402', html('', {}, 402), { refused: 'by its server (402)' }],
  ['403', html('', {}, 403), { refused: 'by its server (403)' }],
  ['404', html('', {}, 404), { failed: 'status 404' }],
  ['429', html('', {}, 429), { failed: 'status 429', isPause: true }],
  ['503', html('', {}, 503), { failed: 'status 503', isPause: true }],
  ['X-Robots-Tag', html(articlePage(), { 'x-robots-tag': 'noarchive' }), { refused: 'by its own word (noarchive)' }],
  [
    'tdm-reservation',
    html(articlePage(), { 'tdm-reservation': '1' }),
    { refused: 'by its own word (tdm-reservation)' },
  ],
  ['a PDF', html('%PDF', { 'content-type': 'application/pdf' }), { failed: 'it is no HTML' }],
  ['too much', html('x'.repeat(5_000_000)), { failed: 'too-large' }],
  ['a hang-up', (response) => response.destroy(), { failed: 'connection' }],
  ['a few words', html('<p>Hello</p><nav></nav>'), { content: expect.stringContaining('Hello') as unknown }],
])('an answer of %s', async (_, answer, said) => {
  expect((await read({ '/a': answer })).what).toEqual(said);
});

test('a page on another site is not asked for, and one that leads there is not taken', async () => {
  const other = await site({ '/a': html() }, '127.0.0.2');
  const { url } = await site({ '/away': (response) => response.writeHead(302, { location: `${other.url}/a` }).end() });
  expect(await all.read(`${other.url}/a`, [url])).toEqual({ refused: 'as it is on another site' });
  expect(other.asked).toEqual([]);
  expect(await all.read(`${url}/away`, [url])).toEqual({ refused: 'as it leads to another site' });
  expect(await all.read(`${url}/away`, [url, `${other.url}/feed`])).toHaveProperty('content');
});

test('a redirect does not lead around robots.txt', async () => {
  const { what } = await read({
    '/robots.txt': text('User-agent: *\nDisallow: /private/'),
    '/a': (response) => response.writeHead(302, { location: '/private/a' }).end(),
    '/private/a': html(),
  });
  expect(what).toEqual({ refused: 'by robots.txt' });
});

test('addresses of our own network are not asked', async () => {
  const { url, asked } = await site({ '/a': html() });
  expect(await newPages(false).read(`${url}/a`, [url])).toEqual({ refused: 'as robots.txt cannot be had' });
  expect(asked).toEqual([]);
});

test('what takes too long to read ends alone, and the next page is read', async () => {
  const { url, asked } = await site({
    '/robots.txt': text(`User-agent: *\nDisallow: /${'*'.repeat(900_000)}z`),
    '/b': html(),
  });
  const long = `/${'a'.repeat(10_000)}`;
  expect(await all.read(url + long, [url])).toEqual({ failed: 'reading it took longer than 4 s and was stopped' });
  expect(asked).not.toContain(long);
  expect(await all.read(`${url}/b`, [url])).toHaveProperty('content');
});
