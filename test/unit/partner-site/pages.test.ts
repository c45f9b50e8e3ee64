import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { idOf, published, updated } from '../../helpers/partner-site/events.ts';
import { Partner } from '../../helpers/partner-site/partner.ts';

let partner: Partner;
beforeEach(async () => {
  partner = new Partner();
  await partner.start();
});
afterEach(() => partner.stop());

const path = (number: number): string => `/articles/${idOf(number)}/ferry-${number}-sails-on-time`;

test('before the first article there is a page that says so', async () => {
  const { status, body } = await partner.get('/');
  expect([status, body]).toEqual([200, expect.stringContaining('The first edition is on its way')]);
});

test('an article stands with its byline, its attribution as sent, and the original as canonical', async () => {
  await partner.send(published(1));
  const { body } = await partner.get(path(1));
  expect(body).toContain('<link rel="canonical" href="https://publisher.example/ferry-1">');
  expect(body).toContain('href="https://publisher.example/ferry-1">Source: Eurasia Media Network (sample)</a>');
  expect(body).toContain('By <b>Daniyar Ospan</b>');
  expect(body).toContain('<p>Nobody complained.</p>');
  expect(body).toContain('A sample partner site for Caravan’s webhooks.');
});

test('without content the summary leads to the original', async () => {
  await partner.send(published(1, { content: undefined }));
  expect((await partner.get(path(1))).body).toContain('Read the whole article at Eurasia Media Network (sample)');
});

test('any slug leads to the right one, also after a title changes and changes back', async () => {
  await partner.send(published(1));
  await partner.send(updated(1, 2, { title: 'Éclair à Bakou: новости!' }));
  const moved = await partner.get(path(1));
  const location = moved.headers.get('location') ?? '';
  expect([moved.status, decodeURI(location), moved.headers.get('cache-control')]).toEqual([
    301,
    `/articles/${idOf(1)}/eclair-a-bakou-новости`,
    'no-cache',
  ]);
  expect((await partner.get(location)).status).toBe(200);
  expect((await partner.get(location.toLowerCase())).status).toBe(200);
});

test('a note without title is headed by how it begins', async () => {
  await partner.send(published(1, { title: '' }));
  expect((await partner.get('/')).body).toContain('>The 06:00 from Aktau left on the minute.</a></h3>');
});

test('what a publisher wrote cannot run', async () => {
  const evil = '<script>alert(1)</script>';
  await partner.send(
    published(1, {
      title: evil,
      summary: `"'${evil}`,
      content: `<p>${evil}</p>`,
      url: 'javascript:alert(1)',
      authors: [evil],
      rights: evil,
      attribution: evil,
      language: '"><script>',
      topics: [{ slug: '"><script>', name: evil }],
      image: { url: 'javascript:alert(1)' },
      source: { id: 'x', name: evil, url: 'data:text/html,x' },
    }),
  );
  const [front, article] = [await partner.get('/'), await partner.get(`/articles/${idOf(1)}/script-alert-1-script`)];
  expect([front.status, article.status]).toEqual([200, 200]);
  expect(front.body).not.toContain('<script');
  expect(article.body.split('<script')).toHaveLength(2); // the content's, which the policy stops
  for (const { body, headers } of [front, article]) {
    expect(body).not.toMatch(/(href|src)="(javascript|data:text)/);
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; (?!.*(script-src|unsafe)).*style-src 'sha256-.*base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
    );
  }
});

test('the front page and an article show each story once', async () => {
  const image = { url: 'https://publisher.example/p.jpg', width: 1200, height: 630, alt: 'A ferry' };
  for (let number = 1; number <= 14; number += 1)
    await partner.send(
      published(
        number,
        number < 5 ? { image } : { topics: [{ slug: `topic-${number % 2}`, name: `Topic ${number % 2}` }] },
      ),
    );
  for (const page of ['/', path(1), path(7)]) {
    const { body } = await partner.get(page);
    expect([...body.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, heading]) => heading)).toEqual(
      expect.arrayContaining(['Must read', 'Latest', 'More articles']),
    );
    const shown = [...body.matchAll(/<h3><a href="(.*?)"/g)].map(([, href]) => href);
    expect(new Set(shown).size).toBe(shown.length);
    expect(shown).not.toContain(page);
  }
});

test('a picture that the content shows is not shown twice', async () => {
  const url = 'https://publisher.example/p.jpg?a=1&b=2';
  await partner.send(
    published(1, { image: { url }, content: '<img src="https://publisher.example/p.jpg?a=1&amp;b=2" alt="">' }),
  );
  const [article = ''] = (await partner.get(path(1))).body.split('</article>');
  expect(article.split('<img')).toHaveLength(2);
});

test('what goes with a story is led to; an address that is none costs nothing but itself', async () => {
  const image = { url: 'https://publisher.example/p.jpg' };
  const enclosures = [
    { url: image.url, type: 'image/jpeg' },
    { url: 'https://publisher.example/a/e1%ff.mp3?x=1&y=2', type: 'audio/mpeg', lengthBytes: 9 },
    { url: 'https://publisher.example/' },
  ];
  await partner.send(published(1, { image, enclosures }));
  const files = [...(await partner.get(path(1))).body.matchAll(/<li><a dir="ltr" href="([^"]*)">([^<]*)</g)].map(
    ([, href, words]) => [href, words],
  );
  expect(files).toEqual([
    ['https://publisher.example/a/e1%ff.mp3?x=1&amp;y=2', 'Audio: e1%ff.mp3'],
    ['https://publisher.example/', 'File: publisher.example'],
  ]);
  await partner.send(published(2, { enclosures: [{ url: 'javascript:alert(1)' }] }));
  const { status, body } = await partner.get(path(2));
  expect([status, body.includes('javascript:'), body.includes('class="files"')]).toEqual([200, false, false]);
});

test('a page that has not changed is not sent again', async () => {
  await partner.send(published(1));
  const { headers } = await partner.get('/');
  expect(headers.get('cache-control')).toBe('public, no-cache');
  const again = { headers: { 'if-none-match': headers.get('etag') ?? '' } };
  expect((await fetch(`${partner.url}/`, again)).status).toBe(304);
  await partner.send(published(2));
  expect((await fetch(`${partner.url}/`, again)).status).toBe(200);
});

test.each(['/nothing', '/topics/nothing', `/articles/${idOf(9)}/x`, '/topics/%E0%A4%A', '/articles/a/b/c'])(
  '%s is a 404',
  async (address) => {
    const { status, body } = await partner.get(address);
    expect([status, body]).toEqual([404, expect.stringContaining('There is no such page')]);
  },
);
