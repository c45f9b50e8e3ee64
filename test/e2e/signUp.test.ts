import { beforeAll, describe, expect, test } from '@jest/globals';
import { nextDigestAt } from '../../modules/subscribers/preferences.ts';
import type { ReaderKey } from '../../modules/subscribers/readerKey.ts';
import type { Subscriber } from '../../modules/subscribers/subscriber.ts';
import { epochSeconds } from '../../platform/values/time.ts';
import { functionId, useCaravan } from '../helpers/caravan.ts';
import { askedLink, linkIn, newestMail, press, sendForm, signUpFields, tokenIn } from '../helpers/mail.ts';
import { usePublisher } from '../helpers/publisher.ts';
import { reader } from '../helpers/readers.ts';
import { anArticle, anAnnouncedVersion } from '../helpers/records.ts';

const caravan = useCaravan();
const publisher = usePublisher();
let key: ReaderKey;
const logs: string[] = [];
const links: string[] = [];

beforeAll(async () => {
  caravan.twin.events.on('log', ({ text }) => {
    logs.push(text);
  });
  key = await caravan.readerKey();
  // What was announced eight days ago, three days ago, and today.
  for (const [version, days] of [
    [1, 8],
    [2, 3],
    [3, 0.1],
  ] as const)
    await caravan.log.enter(
      [anAnnouncedVersion(version, anArticle({ version }))],
      new Date(Date.now() - days * 86_400_000),
    );
  publisher.items = [{ guid: '1', title: 'A story', extra: '<category>Economy</category>' }];
  await caravan.add('emn', publisher.url);
});

const idOf = (address: string) => key.idOf(address);
const row = (address: string) => caravan.subscribers.get(idOf(address));
const put = async (address: string, more: Partial<Subscriber>) => {
  const stored = await caravan.subscribers.put(reader({ id: idOf(address), address, ...more }), undefined);
  if (!stored) throw new Error(`There is a row of ${address}.`);
  return stored;
};
/** Signs up, and notes the link that must be in no log. */
const asked = async (...about: [address: string, more?: Parameters<typeof signUpFields>[0]]) => {
  const to = await askedLink(caravan.twin, ...about);
  links.push(to);
  return to;
};
const text = async (response: Response) => ({
  status: response.status,
  text: (await response.text()).replace(/<style>[^]*<\/style>/, ''),
});

describe('the answer to a sign-up', () => {
  const rows: Record<string, Partial<Subscriber>> = {
    active: {},
    paused: { status: 'paused' },
    left: { status: 'left' },
    suppressed: { status: 'suppressed', reason: 'test' },
    pending: { status: 'pending' },
  };

  test('is the same for whoever it is of, and nothing of the reader is looked at for it', async () => {
    for (const [name, more] of Object.entries(rows)) await put(`${name}@same.example`, more);
    const addresses = [
      'nobody@same.example',
      ...Object.keys(rows).map((name) => `${name}@same.example`),
      'trapped@same.example',
    ];
    const fn = functionId(caravan.twin, 'SignUp');
    const seen: unknown[] = [];
    for (const address of addresses) {
      await caravan.twin.idle();
      const before = caravan.twin.meter.snapshot();
      const response = await sendForm(
        `${caravan.url}/subscribe`,
        signUpFields({ address, ...(address.startsWith('trapped') && { homepage: 'https://spam.example' }) }),
      );
      const calls = caravan.twin.meter
        .since(before)
        .lines.filter(({ function: caller, service }) => caller === fn && service !== 'lambda')
        .map(({ service, operation }) => `${service} ${operation}`);
      const headers = Object.fromEntries([...response.headers].filter(([name]) => name !== 'date'));
      const sent = await text(await caravan.get(response.headers.get('location') ?? ''));
      if (!address.startsWith('trapped'))
        expect(calls.filter((call) => !call.startsWith('ssm')).toSorted()).toEqual([
          'dynamodb Query',
          'dynamodb UpdateItem',
          'sqs SendMessage',
        ]);
      seen.push({ status: response.status, headers, body: await response.text(), sent });
    }
    for (const one of seen) expect(one).toEqual(seen[0]);
    expect(seen[0]).toMatchObject({
      status: 303,
      headers: {
        location: '/subscribe/sent?language=en',
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
      },
      sent: { status: 200, text: expect.stringContaining('Check your inbox') as unknown },
    });
  });

  test('brings a mail to those who may get one, and changes nothing for the others', async () => {
    await caravan.twin.idle();
    const mails = (name: string) => caravan.twin.mailbox.to(`${name}@same.example`).map(({ subject }) => subject);
    expect(Object.fromEntries(['nobody', 'trapped', ...Object.keys(rows)].map((name) => [name, mails(name)]))).toEqual({
      nobody: ['Please confirm: The Caspian Times (sample) by email'],
      paused: ['Please confirm: The Caspian Times (sample) by email'],
      left: ['Please confirm: The Caspian Times (sample) by email'],
      pending: ['Please confirm: The Caspian Times (sample) by email'],
      active: ['You already get The Caspian Times (sample) by email'],
      suppressed: [],
      trapped: [],
    });
    for (const name of ['active', 'suppressed'])
      expect(await row(`${name}@same.example`)).toMatchObject({ revision: 1 });
    expect(await row('trapped@same.example')).toBeUndefined();
    expect(await row('left@same.example')).toMatchObject({
      status: 'left',
      asked: { preferences: { cadence: { hour: 7 } } },
    });
    const already = newestMail(caravan.twin, 'active@same.example');
    for (const path of ['/preferences', '/unsubscribe']) expect((await fetch(linkIn(already, path))).status).toBe(200);
    expect(already.tags).toEqual({ kind: 'confirmation', subscriber: idOf('active@same.example') });
  });
});

describe('a sign-up', () => {
  const address = 'Reader+news@once.example';
  let to: string;

  test('waits for its button: whatever follows the link confirms nobody', async () => {
    to = await asked(address, {
      topics: ['economy'],
      sources: ['emn'],
      frequency: 'weekly',
      weekday: '3',
      hour: '18',
      zone: 'Europe/Istanbul',
    });
    expect(await row(address)).toMatchObject({
      status: 'pending',
      address,
      asked: { mailedAt: expect.any(String) as unknown },
    });
    for (const method of ['GET', 'HEAD', 'GET']) {
      const response = await fetch(to, { method });
      expect([response.status, response.headers.get('x-robots-tag')]).toEqual([200, 'noindex']);
    }
    const { text: shown } = await text(await fetch(to));
    expect(shown).toContain('A digest every Wednesday at 18:00, Europe/Istanbul time.');
    expect(shown).not.toContain('once.example');
    expect(await row(address)).toMatchObject({ status: 'pending', readTo: 0 });
  });

  test('counts once the button is pressed; pressed again, it says so', async () => {
    const before = new Date();
    const first = await text(await press(to, 'confirm'));
    expect([first.status, first.text]).toEqual([200, expect.stringContaining('Welcome!')]);
    const after = await row(address);
    const cadence = { frequency: 'weekly', weekday: 3, hour: 18, zone: 'Europe/Istanbul' } as const;
    expect(after).toMatchObject({
      status: 'active',
      preferences: { choice: { topics: ['economy'], sources: ['emn'] }, cadence, language: 'en' },
      consent: { how: 'button' },
      dueAt: nextDigestAt(cadence, epochSeconds(before)),
    });
    expect(after?.asked).toBeUndefined();
    expect(after?.readTo).toBe(1); // a week is told of
    expect(first.text).toContain('18:00 (Europe/Istanbul)');
    const again = await text(await press(to, 'confirm'));
    expect([again.status, again.text]).toEqual([200, expect.stringContaining('You have already confirmed')]);
    expect((await text(await fetch(to))).text).toContain('You have already confirmed');
    expect(await row(address)).toEqual(after);
  });

  test('that is newer takes the place of the older; confirmed by its own link alone', async () => {
    const older = await asked('twice@once.example', { hour: '5' });
    const newer = await asked('twice@once.example', { hour: '6' });
    for (const response of [await fetch(older), await press(older, 'confirm')])
      expect([response.status, (await text(response)).text]).toEqual([
        410,
        expect.stringContaining('is no longer valid'),
      ]);
    expect(await row('twice@once.example')).toMatchObject({ status: 'pending' });
    const bothAtOnce = await Promise.all([press(newer, 'confirm'), press(newer, 'confirm')]);
    expect(bothAtOnce.map(({ status }) => status)).toEqual([200, 200]);
    expect(await row('twice@once.example')).toMatchObject({ status: 'active', preferences: { cadence: { hour: 6 } } });
  });

  test('of somebody who was suppressed or forgotten in between counts no more', async () => {
    const to = await asked('gone@once.example');
    await caravan.subscribers.change(idOf('gone@once.example'), (before) => ({
      ...before,
      status: 'suppressed',
      asked: undefined,
    }));
    expect((await press(to, 'confirm')).status).toBe(410);
    await caravan.subscribers.remove(idOf('gone@once.example'));
    expect((await press(to, 'confirm')).status).toBe(410);
    expect(await row('gone@once.example')).toBeUndefined();
  });
});

test('the first daily digest tells of the day before', async () => {
  await press(await asked('daily@once.example'), 'confirm');
  expect(await row('daily@once.example')).toMatchObject({ status: 'active', readTo: 2 });
});

test('no log names an address, a link or a network, and no grant was missing', async () => {
  await caravan.twin.idle();
  const all = logs.join('\n');
  expect(all).toContain('"what":"confirmed"');
  expect(all).not.toMatch(/@|%40|127\.0\.0\.1|::1|token=/);
  for (const to of links) expect(all).not.toContain(tokenIn(to));
  expect(caravan.twin.refusals).toEqual([]);
});
