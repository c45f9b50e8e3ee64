import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { nextDigestAt } from '../../modules/subscribers/preferences.ts';
import { linkTo } from '../../modules/subscribers/readerKey.ts';
import type { LinkPurpose, ReaderKey } from '../../modules/subscribers/readerKey.ts';
import type { Subscriber } from '../../modules/subscribers/subscriber.ts';
import { epochSeconds, plusSeconds } from '../../platform/values/time.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { askedLink, press, sendForm, signUpFields, tokenIn } from '../helpers/mail.ts';
import { usePublisher } from '../helpers/publisher.ts';
import { reader } from '../helpers/readers.ts';

const caravan = useCaravan();
const publisher = usePublisher();
let key: ReaderKey;
const logs: string[] = [];

beforeAll(async () => {
  caravan.twin.events.on('log', ({ text: line }) => {
    logs.push(line);
  });
  key = await caravan.readerKey();
  publisher.items = [{ guid: '1', title: 'A story', extra: '<category>Economy</category>' }];
  await caravan.add('emn', publisher.url);
});

const idOf = (address: string) => key.idOf(address);
const row = (address: string) => caravan.subscribers.get(idOf(address));
const linkFor = (purpose: LinkPurpose, address: string) =>
  linkTo({ purpose, subscriberId: idOf(address) }, { key, publicUrl: caravan.url, now: new Date() });
const put = (address: string, more: Partial<Subscriber>) =>
  caravan.subscribers.put(reader({ id: idOf(address), address, ...more }), undefined);
const asked = (...about: [address: string, more?: Parameters<typeof signUpFields>[0]]) =>
  askedLink(caravan.twin, ...about);
const text = async (response: Response) => ({
  status: response.status,
  text: (await response.text()).replace(/<style>[^]*<\/style>/, ''),
});

describe('preferences', () => {
  const address = 'reader@preferences.example';
  const wanted = {
    hour: '21',
    zone: 'asia/tashkent',
    frequency: 'weekdays',
    language: 'ru',
    topics: 'economy',
    only: 'yes',
  };
  let to: string;
  beforeEach(async () => {
    await caravan.subscribers.remove(idOf(address));
    await put(address, { dueAt: plusSeconds(epochSeconds(new Date()), 60) });
    to = linkFor('preferences', address);
  });
  const save = (more: Parameters<typeof signUpFields>[0] = {}) =>
    sendForm(`${caravan.url}/preferences`, signUpFields({ token: tokenIn(to), ...more }));

  test("are shown, saved, and shown again with the next digest by the reader's clock", async () => {
    expect((await text(await fetch(to))).text).toContain('<option value="7" selected>07:00</option>');
    const response = await save(wanted);
    expect([response.status, response.headers.get('location')]).toEqual([
      303,
      `/preferences?token=${tokenIn(to)}&saved=yes`,
    ]);
    const saved = await row(address);
    const cadence = { frequency: 'weekdays', hour: 21, zone: 'Asia/Tashkent' } as const;
    expect(saved).toMatchObject({
      preferences: { choice: { topics: ['economy'], sources: [], language: 'ru' }, cadence, language: 'ru' },
      dueAt: nextDigestAt(cadence, epochSeconds(new Date())),
    });
    const { text: shown } = await text(await caravan.get(response.headers.get('location') ?? ''));
    for (const words of [
      'Сохранено.',
      '21:00 (Asia/Tashkent)',
      'value="21" selected',
      'value="economy" checked',
      'name="only" value="yes" checked',
    ])
      expect(shown).toContain(words);
  });

  test('that cannot be are refused on the form, and change nothing', async () => {
    const before = await row(address);
    for (const [name, value] of [
      ['zone', 'Asia/Atlantis'],
      ['hour', '24'],
      ['topics', 'nothing'],
      ['frequency', ''],
    ] as const) {
      const { status, text: shown } = await text(await save({ [name]: value }));
      expect([status, shown]).toEqual([422, expect.stringContaining('Please correct the following')]);
    }
    expect(await row(address)).toEqual(before);
  });

  test("a due digest stays due, and an operator's choice that no list has may stay", async () => {
    const dueAt = plusSeconds(epochSeconds(new Date()), -30);
    await caravan.subscribers.change(idOf(address), (before) => ({
      ...before,
      dueAt,
      preferences: { ...before.preferences, choice: { topics: ['not-yet'], sources: [] } },
    }));
    expect((await text(await fetch(to))).text).toContain('on its way');
    expect((await save({ topics: ['not-yet', 'economy'] })).status).toBe(303);
    expect(await row(address)).toMatchObject({ dueAt, preferences: { choice: { topics: ['not-yet', 'economy'] } } });
  });

  test('changed by two at once keep what one of them wrote, whole', async () => {
    const statuses = await Promise.all(
      Array.from({ length: 4 }, (_, index) =>
        save({ hour: String(index), language: index % 2 ? 'tr' : 'en' }).then(({ status }) => status),
      ),
    );
    expect(statuses).toEqual([303, 303, 303, 303]);
    const { preferences } = (await row(address))!;
    expect(preferences.language).toBe(preferences.cadence.hour % 2 ? 'tr' : 'en');
  });

  test.each([
    ['pending', 'Not confirmed yet'],
    ['paused', 'Your digests are paused'],
    ['suppressed', 'We send no email to this address'],
    ['left', 'You are unsubscribed'],
  ] as const)('of somebody %s are not there to change', async (status, words) => {
    await caravan.subscribers.change(idOf(address), (before) => ({ ...before, status, dueAt: undefined }));
    const before = await row(address);
    expect(await text(await fetch(to))).toEqual({ status: 200, text: expect.stringContaining(words) });
    expect(await text(await save(wanted))).toEqual({ status: 409, text: expect.stringContaining('href="/subscribe') });
    expect(await row(address)).toEqual(before);
  });

  test('of somebody forgotten are those of somebody who left', async () => {
    await caravan.subscribers.remove(idOf(address));
    expect(await text(await fetch(to))).toEqual({ status: 200, text: expect.stringContaining('You are unsubscribed') });
    expect((await save()).status).toBe(409);
    expect(await row(address)).toBeUndefined();
  });
});

describe('leaving', () => {
  const address = 'reader@leaving.example';
  let to: string;
  beforeEach(async () => {
    await caravan.subscribers.remove(idOf(address));
    await put(address, { dueAt: epochSeconds(new Date()) });
    to = linkFor('unsubscribe', address);
  });
  const oneClick = (
    body: NonNullable<RequestInit['body']> = 'List-Unsubscribe=One-Click',
    type = 'application/x-www-form-urlencoded',
  ) =>
    fetch(to, {
      method: 'POST',
      redirect: 'manual',
      body,
      ...(typeof body === 'string' && { headers: { 'content-type': type } }),
    });

  test('needs a button: whatever follows the link makes nobody leave', async () => {
    for (const method of ['GET', 'HEAD']) expect((await fetch(to, { method })).status).toBe(200);
    expect((await text(await fetch(to))).text).toMatch(
      /<form method="post" action="\/unsubscribe">.*<button name="leave"/s,
    );
    expect(await row(address)).toMatchObject({ status: 'active', revision: 1 });
  });

  test('by one click in either encoding, or by the page, is done at once; done again, it is the same', async () => {
    const multipart = new FormData();
    multipart.set('List-Unsubscribe', 'One-Click');
    for (const way of [() => oneClick(), () => oneClick(multipart), () => press(to, 'leave')]) {
      await caravan.subscribers.change(idOf(address), (before) => ({ ...before, status: 'active' }));
      const first = await way();
      expect([first.status, first.headers.get('set-cookie'), first.headers.get('location')]).toEqual([200, null, null]);
      const left = await row(address);
      expect(left).toMatchObject({
        status: 'left',
        reason: expect.stringMatching(/^left by the (button of their mail program|page)$/) as unknown,
      });
      expect(left?.dueAt).toBeUndefined();
      expect(await text(await way())).toEqual(await text(first));
      expect(await row(address)).toEqual(left);
    }
  });

  test('is no wish of a POST that does not say so', async () => {
    for (const body of ['', 'List-Unsubscribe=No', 'x=1', 'List-Unsubscribe', 'leave='])
      expect(await text(await oneClick(body))).toEqual({
        status: 400,
        text: expect.stringContaining('Nothing was done'),
      });
    expect((await oneClick('{}', 'application/json')).status).toBe(415);
    expect(await row(address)).toMatchObject({ status: 'active', revision: 1 });
  });

  test('works for somebody forgotten, and a suppression stays one', async () => {
    await caravan.subscribers.change(idOf(address), (before) => ({
      ...before,
      status: 'suppressed',
      reason: 'complaint',
    }));
    expect((await oneClick()).status).toBe(200);
    expect(await row(address)).toMatchObject({ status: 'suppressed', reason: 'complaint' });
    await caravan.subscribers.remove(idOf(address));
    expect(await text(await oneClick())).toEqual({
      status: 200,
      text: expect.stringContaining('You are unsubscribed'),
    });
    expect(await row(address)).toBeUndefined();
  });

  test('and signing up again needs the button again; no old link helps', async () => {
    const old = await asked('back@leaving.example');
    await press(old, 'confirm');
    await press(linkFor('unsubscribe', 'back@leaving.example'), 'leave');
    for (const response of [await fetch(old), await press(old, 'confirm')]) expect(response.status).toBe(410);
    const fresh = await asked('back@leaving.example', { hour: '9' });
    expect(await row('back@leaving.example')).toMatchObject({ status: 'left' });
    expect((await press(old, 'confirm')).status).toBe(410);
    expect((await press(fresh, 'confirm')).status).toBe(200);
    expect(await row('back@leaving.example')).toMatchObject({
      status: 'active',
      preferences: { cadence: { hour: 9 } },
    });
  });

  test('forgets a sign-up that waits', async () => {
    const to = await asked('changed@leaving.example');
    expect((await press(linkFor('unsubscribe', 'changed@leaving.example'), 'leave')).status).toBe(200);
    expect((await press(to, 'confirm')).status).toBe(410);
    expect(await row('changed@leaving.example')).toMatchObject({ status: 'left' });
  });
});

test('no log names an address or a link, and no grant was missing', async () => {
  await caravan.twin.idle();
  const all = logs.join('\n');
  expect(all).toContain('"what":"left"');
  expect(all).toContain('"what":"changed"');
  expect(all).not.toMatch(/@|%40|token=/);
  expect(caravan.twin.refusals).toEqual([]);
});
