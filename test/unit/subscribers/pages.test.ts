import { describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import type { DirectoryEntry } from '../../../modules/articles/listsTable.ts';
import { addressFaults } from '../../../modules/locales/en.ts';
import { mailLanguages } from '../../../modules/locales/languages.ts';
import type { AddressFault, RefusalKind } from '../../../modules/locales/messages.ts';
import { pageMessagesFor } from '../../../modules/locales/messagesFor.ts';
import { answerSignUp } from '../../../modules/subscribers/sign-up/answer.ts';
import { PageError } from '../../../modules/subscribers/sign-up/http/refusal.ts';
import { signUpResponse } from '../../../modules/subscribers/sign-up/http/respond.ts';
import { faultsPart, preferencesParts } from '../../../modules/subscribers/sign-up/pages/form.ts';
import { refusalPage } from '../../../modules/subscribers/sign-up/pages/notice.ts';
import type { SignUpServices } from '../../../modules/subscribers/sign-up/services.ts';
import { html } from '../../../platform/http/html.ts';
import { isFoundBy, wordsOf } from '../../../platform/values/topic.ts';

const hostile = '"><script>alert(1)</script><b \'';
const directory: DirectoryEntry[] = [
  { kind: 'topic', slug: hostile, title: hostile },
  ...Array.from({ length: 250 }, (_, index): DirectoryEntry => ({
    kind: 'topic',
    slug: `t${index}`,
    title: `Topic ${index}`,
  })),
  { kind: 'source', slug: 'emn', title: 'Eurasia & Co' },
];
/** The directory as its table answers: the higher a topic's number, the more is written about it. */
const table = {
  some: (kind: string, limit: number) => {
    const entries = directory.filter((entry) => entry.kind === kind);
    return Promise.resolve({ entries: entries.slice(0, limit), complete: entries.length <= limit });
  },
  named: (wanted: readonly { kind: string; slug: string }[]) =>
    Promise.resolve(directory.filter(({ kind, slug }) => wanted.some((one) => one.kind === kind && one.slug === slug))),
  find: (kind: string, text: string, limit: number) =>
    Promise.resolve(
      directory.filter((entry) => entry.kind === kind && isFoundBy(entry.title, wordsOf(text))).slice(0, limit),
    ),
  uses: () =>
    Promise.resolve({
      topic: new Map(Array.from({ length: 250 }, (_, index) => [`t${index}`, index])),
      source: new Map(),
    }),
};
const services = { directory: table, behindEdge: false, publication: hostile } as unknown as SignUpServices;

/** A request as API Gateway brings it, and the answer as it takes it. */
async function ask(
  method: string,
  rawPath: string,
  { query = '', body = '', headers = {} }: { query?: string; body?: string; headers?: Record<string, string> } = {},
) {
  const event = {
    rawPath,
    rawQueryString: query,
    headers: { ...(body && { 'content-type': 'application/x-www-form-urlencoded' }), ...headers },
    body,
    isBase64Encoded: false,
    requestContext: { http: { method, sourceIp: '203.0.113.7' } },
  };
  const { reply } = await answerSignUp(event as never, services, new Date('2026-11-01T08:00:00Z'));
  const { statusCode, headers: sent = {}, body: html = '' } = signUpResponse(method, reply, services.publication);
  return { status: statusCode, headers: sent, html };
}

const attributes = (html: string, name: string) =>
  [...html.matchAll(new RegExp(` ${name}="([^"]*)"`, 'g'))].map(([, value]) => value ?? '');

/** What holds of every page. */
function check(html: string, policy: unknown): void {
  expect(html).not.toMatch(/<script>alert|<b '|undefined|\[object/);
  const ids = attributes(html, 'id');
  expect(new Set(ids).size).toBe(ids.length);
  for (const named of [
    ...attributes(html, 'for'),
    ...attributes(html, 'aria-describedby').flatMap((all) => all.split(' ')),
    ...attributes(html, 'aria-labelledby'),
  ])
    expect(ids).toContain(named);
  for (const anchor of attributes(html, 'href').filter((href) => href.startsWith('#')))
    expect(ids).toContain(anchor.slice(1));
  const inline = (tag: string) =>
    [...html.matchAll(new RegExp(`<${tag}>([^]*?)</${tag}>`, 'g'))].map(
      ([, text]) =>
        `'sha256-${createHash('sha256')
          .update(text ?? '')
          .digest('base64')}'`,
    );
  expect(policy).toContain(`style-src ${inline('style').join(' ')};`);
  for (const script of inline('script')) expect(policy).toContain(`script-src ${script};`);
  expect(policy).toMatch(/^default-src 'none'; .*form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/);
  expect(html).not.toMatch(/ (style|on\w+)=/);
}

describe.each(mailLanguages)('in %s', (language) => {
  test('the form is whole, and nothing that others wrote is markup in it', async () => {
    const { status, headers, html } = await ask('GET', '/subscribe', { query: `language=${language}` });
    expect([
      status,
      headers['cache-control'],
      headers['referrer-policy'],
      headers['x-robots-tag'],
      headers['x-content-type-options'],
    ]).toEqual([200, 'no-store', 'no-referrer', undefined, 'nosniff']);
    expect(html).toContain(`<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`);
    check(html, headers['content-security-policy']);
    expect(attributes(html, 'value').filter((value) => /^t\d+$/.test(value))).toEqual(
      Array.from({ length: 60 }, (_, index) => `t${249 - index}`),
    ); // the most used first
    expect(html).toContain(pageMessagesFor(language).form.mostUsed);
  });

  test.each(Object.keys(addressFaults))('what is wrong with an address (%s) has its words', (fault) => {
    expect(html`${faultsPart(fault as AddressFault, {}, language)}`.text).toContain('<a href="#address">');
  });

  test('everything that is wrong is said beside its field and above the form, and what was typed stays', async () => {
    const body =
      new URLSearchParams({
        address: hostile,
        frequency: 'never',
        weekday: '3',
        hour: '99',
        zone: hostile,
        language: 'xx',
        only: 'yes',
        topics: hostile,
      }).toString() + '&topics=nothing&topics=t249&sources=nobody';
    const { status, headers, html } = await ask('POST', '/subscribe', { query: `language=${language}`, body });
    expect(status).toBe(422);
    check(html, headers['content-security-policy']);
    const { addressFaults: ofAddress, fieldFaults } = pageMessagesFor(language);
    const escaped = (text: string) =>
      text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    for (const words of [
      ofAddress.unseen,
      fieldFaults.topics,
      fieldFaults.sources,
      fieldFaults.frequency,
      fieldFaults.hour,
      fieldFaults.zone,
      fieldFaults.language,
    ])
      expect(html.split(escaped(words))).toHaveLength(3);
    expect(html.match(/aria-invalid="true"/g)).toHaveLength(7);
    expect(html).toContain(`name="address" value="${escaped(hostile)}"`);
    for (const slug of [escaped(hostile), 't249']) expect(html).toContain(`name="topics" value="${slug}" checked`);
    expect(html).toContain('name="only" value="yes" checked');
    expect(html).not.toContain('<script>'); // the zone that was chosen stays
  });

  test('a topic that is not shown is found by name; what was ticked and typed stays, and nothing is sent', async () => {
    const filled = {
      address: 'reader@',
      topics: 't3',
      frequency: 'weekly',
      weekday: '5',
      hour: '23',
      zone: 'Asia/Baku',
      language: 'tr',
      only: 'yes',
      find: 'topic 17',
      found: '',
    };
    for (const pressed of [[['search', 'yes']], []] as [string, string][][]) {
      // its button, and Enter
      const { status, headers, html } = await ask('POST', '/subscribe', {
        query: `language=${language}`,
        body: new URLSearchParams([...Object.entries(filled), ...pressed]).toString(),
      });
      expect(status).toBe(200);
      check(html, headers['content-security-policy']);
      expect([...new Set(attributes(html, 'value').filter((value) => /^t\d+$/.test(value)))]).toEqual([
        't3',
        't179',
        't178',
        't177',
        't176',
        't175',
        't174',
        't173',
        't172',
        't171',
        't170',
        't17',
      ]);
      for (const kept of [
        'value="t3" checked',
        'name="address" value="reader@"',
        'value="weekly" checked',
        'value="5" selected',
        'value="23" selected',
        'value="Asia/Baku" selected',
        'value="tr" selected',
        'value="yes" checked',
        'name="find" value="topic 17"',
        'name="found" value="topic 17"',
        'value="emn"',
      ])
        expect(html).toContain(kept);
      expect(html).not.toContain('role="alert"');
    }
    const none = await ask('POST', '/subscribe', {
      query: `language=${language}`,
      body: new URLSearchParams({ ...filled, find: hostile, search: 'yes' }).toString(),
    });
    check(none.html, none.headers['content-security-policy']);
    expect(
      (
        await ask('POST', '/subscribe', {
          query: `language=${language}`,
          body: new URLSearchParams({ ...filled, find: 'nothing like it', search: 'yes' }).toString(),
        })
      ).html,
    ).toContain('value="t3" checked');
  });

  test('where more is found than fits, the page says so', async () => {
    const { html } = await ask('GET', '/subscribe', { query: `language=${language}&find=topic` });
    expect(html).toContain(pageMessagesFor(language).form.foundMany('topic'));
    expect(html.match(/name="topics"/g)).toHaveLength(60);
  });

  test('every refusal has a page with a way on', () => {
    for (const kind of Object.keys(pageMessagesFor('en').refusals) as RefusalKind[]) {
      const {
        statusCode,
        headers = {},
        body = '',
      } = signUpResponse('GET', refusalPage(new PageError(kind), language), services.publication);
      expect([statusCode, headers['x-robots-tag']]).toEqual([new PageError(kind).status, 'noindex']);
      expect(body).toContain(`href="/subscribe?language=${language}"`);
      check(body, headers['content-security-policy']);
    }
  });
});

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
