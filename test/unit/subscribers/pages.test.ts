import { describe, expect, test } from '@jest/globals';
import { addressFaults } from '../../../modules/locales/en.ts';
import { mailLanguages } from '../../../modules/locales/languages.ts';
import type { AddressFault, RefusalKind } from '../../../modules/locales/messages.ts';
import { pageMessagesFor } from '../../../modules/locales/messagesFor.ts';
import { PageError } from '../../../modules/reader-pages/refusal.ts';
import { pageResponse } from '../../../modules/reader-pages/respond.ts';
import { faultsPart } from '../../../modules/subscribers/sign-up/pages/form.ts';
import { refusalPage } from '../../../modules/subscribers/sign-up/pages/notice.ts';
import { html } from '../../../platform/http/html.ts';
import { ask, attributes, check, hostile, services } from './askedPages.ts';

/** A form that a reader has begun to fill in, and a topic that they look for. */
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
const keptOfFilled = [
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
];

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
    const search = (more: Record<string, string>) =>
      ask('POST', '/subscribe', {
        query: `language=${language}`,
        body: new URLSearchParams({ ...filled, ...more }).toString(),
      });
    for (const pressed of [{ search: 'yes' }, {}] as Record<string, string>[]) {
      // its button, and Enter
      const { status, headers, html } = await search(pressed);
      expect(status).toBe(200);
      check(html, headers['content-security-policy']);
      expect([...new Set(attributes(html, 'value').filter((value) => /^t\d+$/.test(value)))]).toEqual(
        [3, 179, 178, 177, 176, 175, 174, 173, 172, 171, 170, 17].map((topic) => `t${topic}`),
      );
      for (const kept of keptOfFilled) expect(html).toContain(kept);
      expect(html).not.toContain('role="alert"');
    }
    const none = await search({ find: hostile, search: 'yes' });
    check(none.html, none.headers['content-security-policy']);
    expect((await search({ find: 'nothing like it', search: 'yes' })).html).toContain('value="t3" checked');
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
      } = pageResponse('GET', refusalPage(new PageError(kind), language), services.publication);
      expect([statusCode, headers['x-robots-tag']]).toEqual([new PageError(kind).status, 'noindex']);
      expect(body).toContain(`href="/subscribe?language=${language}"`);
      check(body, headers['content-security-policy']);
    }
  });
});
