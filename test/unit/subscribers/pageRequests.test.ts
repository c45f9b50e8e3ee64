import { expect, test } from '@jest/globals';
import { pageMessagesFor } from '../../../modules/locales/messagesFor.ts';
import { preferencesParts } from '../../../modules/subscribers/sign-up/pages/form.ts';
import { ask } from './askedPages.ts';

test("a reader's own form shows a choice that no list has", () => {
  const fields = {
    topics: ['gone-topic'],
    sources: [],
    frequency: 'weekly',
    weekday: '7',
    hour: '23',
    zone: 'Etc/GMT+4',
    language: 'ru',
    only: false,
  };
  const { text: html } = preferencesParts({
    fields,
    faults: {},
    language: 'en',
    directory: {
      entries: [{ kind: 'topic', slug: 'gone-topic', title: 'gone-topic', uses: 0 }],
      topics: new Set(['gone-topic']),
      sources: new Set(),
      searched: new Set(),
      find: '',
      isCut: false,
    },
  });
  for (const chosen of [
    'value="gone-topic" checked',
    'value="weekly" checked',
    'value="7" selected>Sunday',
    'value="23" selected>23:00',
    'value="Etc/GMT+4" selected',
    'value="ru" selected',
  ])
    expect(html).toContain(chosen);
});

test.each([
  ['behind a name that was looked for', { find: 'topic 17', found: 'topic 17' }],
  ['by its own button', { find: 'topic 17', found: '', send: 'yes' }],
  ['with nothing to look for', { find: ' ' }],
])('a form that is sent %s is a sign-up, not a search', async (_, fields) => {
  const { status, html } = await ask('POST', '/subscribe', {
    body: new URLSearchParams({
      address: 'reader@',
      frequency: 'daily',
      hour: '7',
      zone: 'UTC',
      language: 'en',
      ...fields,
    }).toString(),
  });
  expect([status, html.includes('role="alert"')]).toEqual([422, true]);
});

test('more topics than may be chosen are too many, whatever they are; names of any length and kind harm nothing', async () => {
  const body = (topics: string[]) =>
    new URLSearchParams([
      ['address', 'reader@mail.example'],
      ['frequency', 'daily'],
      ['hour', '7'],
      ['zone', 'UTC'],
      ['language', 'en'],
      ...topics.map((topic): [string, string] => ['topics', topic]),
    ]).toString();
  for (const topics of [
    Array.from({ length: 51 }, (_, index) => `t${index}`),
    Array.from({ length: 120 }, (_, index) => `t${index}`),
  ]) {
    expect((await ask('POST', '/subscribe', { body: body(topics) })).html).toContain(
      pageMessagesFor('en').fieldFaults.tooMany,
    );
  }
  expect(
    (await ask('GET', '/subscribe', { query: `topics=${'x'.repeat(5_000)}&find=${'%F0%9F%98%80'.repeat(500)}` }))
      .status,
  ).toBe(200);
});

test('the zone is guessed from what CloudFront says, and the list that a reader comes from is ticked', async () => {
  const { html } = await ask('GET', '/subscribe', {
    query: 'topics=t7&topics=nothing&sources=emn',
    headers: { 'cloudfront-viewer-time-zone': 'Asia/Calcutta' },
  });
  expect(html).toContain('<option value="Asia/Kolkata" selected>');
  expect(html.match(/ checked/g)).toHaveLength(3); // with the frequency
  expect((await ask('GET', '/subscribe', { headers: { 'cloudfront-viewer-time-zone': '<x>' } })).html).toContain(
    '<option value="UTC" selected>',
  );
});

test.each([
  ['GET', '/subscribe/nothing', 404, undefined],
  ['GET', '/subscribe/__proto__', 404, undefined],
  ['POST', '/subscribe/confirm/x', 404, undefined],
  ['DELETE', '/subscribe', 405, 'GET, HEAD, POST'],
  ['PUT', '/unsubscribe', 405, 'GET, HEAD, POST'],
  ['POST', '/subscribe/sent', 405, 'GET, HEAD'],
  ['OPTIONS', '/preferences', 405, 'GET, HEAD, POST'],
])('%s %s: %d', async (method, path, status, allow) => {
  const { headers, ...answered } = await ask(method, path);
  expect([answered.status, headers.allow, headers['content-type']]).toEqual([
    status,
    allow,
    'text/html; charset=utf-8',
  ]);
});

test('HEAD has no body, and a slash at the end is no other page', async () => {
  expect(await ask('HEAD', '/subscribe')).toMatchObject({ status: 200, html: '' });
  expect(await ask('GET', '/Subscribe//', { query: 'topics=t7' })).toMatchObject({
    status: 301,
    headers: { location: '/subscribe?topics=t7' },
  });
  expect(await ask('POST', '/subscribe/')).toMatchObject({ status: 422 });
});
