import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { idOf, published, updated, withdrawn } from '../../helpers/partner-site/events.ts';
import { Partner } from '../../helpers/partner-site/partner.ts';

let partner: Partner;
beforeEach(async () => {
  partner = new Partner();
  await partner.start();
});
afterEach(() => partner.stop());

const sendAll = async (...messages: object[]): Promise<void> => {
  for (const message of messages) expect(await partner.send(message)).toBe(204);
};
/** The article's page, wherever its title has put it. */
const article = async (number: number) => {
  const first = await partner.get(`/articles/${idOf(number)}`);
  return first.status === 301 ? partner.get(first.headers.get('location') ?? '') : first;
};
const outcomes = (): string[] => partner.log.map((line) => line.split(': ').at(-1) ?? '');

test('a repeat is answered alike, and changes nothing', async () => {
  expect(await partner.send(published(1), { id: 'msg_1' })).toBe(204);
  expect(await partner.send(updated(1, 2, { title: 'Changed' }), { id: 'msg_1' })).toBe(204);
  expect(outcomes()).toEqual(['stored', 'repeat']);
  expect((await article(1)).body).toContain('Ferry 1 sails on time');
});

test('an older version after a newer one is older news', async () => {
  await sendAll(updated(1, 3, { title: 'Third' }), updated(1, 2, { title: 'Second' }));
  expect(outcomes()).toEqual(['stored', 'older']);
  expect((await article(1)).body).toContain('Third');
});

test('a correction shows what it says, and when it was made', async () => {
  await sendAll(published(1));
  expect((await article(1)).body).not.toContain('Updated');
  await sendAll(
    updated(1, 2, {
      content: '<p>One lorry complained.</p>',
      topics: [{ slug: 'ports', name: 'Ports' }],
      updated: '2026-11-23T15:10:00.000Z',
    }),
  );
  const { body } = await article(1);
  expect(body).toMatch(/Updated <time[^>]*>23 Nov 2026, 15:10 UTC/);
  expect(body).toContain('One lorry complained.');
  expect([(await partner.get('/topics/ports')).status, (await partner.get('/topics/transport')).status]).toEqual([
    200, 404,
  ]);
});

test('what is withdrawn leaves every page, and nothing of it is left on the disk', async () => {
  await sendAll(published(1), published(2), withdrawn(1, 2));
  const { status, body } = await article(1);
  expect([status, body]).toEqual([410, expect.stringContaining('Published by mistake')]);
  for (const path of ['/', '/topics/transport', `/articles/${idOf(2)}/ferry-2-sails-on-time`]) {
    const page = await partner.get(path);
    expect(page.status).toBe(200);
    expect(page.body).not.toContain('Ferry 1');
  }
});

test('a publication that comes after its withdrawal stays withdrawn', async () => {
  await sendAll(withdrawn(1, 2), published(1), published(1, { version: 2 }));
  expect((await article(1)).status).toBe(410);
});

test('what is published again with a higher version is there again', async () => {
  await sendAll(published(1), withdrawn(1, 2), published(1, { version: 3 }));
  expect((await article(1)).status).toBe(200);
  expect((await partner.get('/topics/transport')).body).toContain('Ferry 1');
});

test('a test, and a type of tomorrow, are answered well and change nothing', async () => {
  await sendAll(
    { type: 'webhook.test', timestamp: '2026-11-23T22:22:34.000Z', data: {} },
    { type: 'article.pinned', data: { id: 7 } },
  );
  expect(partner.log).toEqual([
    expect.stringContaining('webhook.test: the webhook works'),
    expect.stringContaining('"article.pinned" is not for this site'),
  ]);
});

test('fields of tomorrow are let through', async () => {
  await sendAll({ ...published(1, { mood: 'calm', source: { id: 'emn', name: 'EMN', country: 'KZ' } }), sequence: 12 });
  expect((await article(1)).status).toBe(200);
});

test('a restart keeps articles, withdrawals and ids', async () => {
  expect(await partner.send(published(1), { id: 'msg_1' })).toBe(204);
  await sendAll(published(2), withdrawn(2, 2));
  await partner.restart();
  expect([(await article(1)).status, (await article(2)).status]).toEqual([200, 410]);
  expect(await partner.send(published(1), { id: 'msg_1' })).toBe(204);
  expect(outcomes().at(-1)).toBe('repeat');
});
