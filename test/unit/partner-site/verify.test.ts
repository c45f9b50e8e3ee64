import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startPartnerSite } from '../../../examples/partner-site/site.ts';
import { idOf, published } from '../../helpers/partner-site/events.ts';
import { Partner, secretOf } from '../../helpers/partner-site/partner.ts';

let partner: Partner;
beforeEach(async () => {
  partner = new Partner();
  await partner.start();
});
afterEach(() => partner.stop());

const statusOf = async (number: number): Promise<number> =>
  (await partner.get(`/articles/${idOf(number)}/ferry-${number}-sails-on-time`)).status;

test('what is signed well is stored', async () => {
  expect(await partner.send(published(1))).toBe(204);
  expect(await statusOf(1)).toBe(200);
});

test.each([
  ['changed on its way', { sent: JSON.stringify(published(1, { title: 'Changed' })) }],
  ['six minutes old', { ageSeconds: 360 }],
  ['of a time to come', { ageSeconds: -360 }],
  ['signed with another secret', { secret: secretOf(2) }],
])('a message %s is refused with 401', async (_how, sending) => {
  expect(await partner.send(published(1), sending)).toBe(401);
  expect(await statusOf(1)).toBe(404);
  expect(partner.log).toEqual([expect.stringContaining('refused with 401')]);
});

test('a message without signature is refused with 401', async () => {
  expect(
    (await fetch(`${partner.url}/webhooks/caravan`, { method: 'POST', body: JSON.stringify(published(1)) })).status,
  ).toBe(401);
});

test('while one secret replaces another both are valid', async () => {
  partner.secrets = [secretOf(2), secretOf(3)];
  expect([
    await partner.send(published(1), { secret: secretOf(3) }),
    await partner.send(published(2), { secret: secretOf(2) }),
  ]).toEqual([204, 204]);
  expect(await partner.send(published(3))).toBe(401);
  partner.secrets = [secretOf(3)];
  expect(await partner.send(published(3), { secret: secretOf(2) })).toBe(401);
});

test('where there is no secret yet, nothing is taken', async () => {
  partner.secrets = [];
  expect(await partner.send(published(1))).toBe(401);
});

test('a body larger than 1 MB is refused with 413, and one just below it is taken', async () => {
  expect(await partner.send(published(1, { content: 'x'.repeat(1024 * 1024) }))).toBe(413);
  expect(await partner.send(published(1, { content: 'x'.repeat(1024 * 1023) }))).toBe(204);
});

test.each([
  ['no JSON', '{"type":'],
  ['empty', ''],
  ['without a type', {}],
  ['without an attribution', published(1, { attribution: undefined })],
  ['with an id of another kind', published(1, { id: '../../etc/passwd' })],
  ['of version 0', published(1, { version: 0 })],
])('a body that is %s is refused with 400', async (_how, message) => {
  expect(await partner.send(message)).toBe(400);
  expect((await partner.get('/')).body).not.toContain('Ferry');
});

test('the webhook answers nothing but POST, and pages nothing but GET', async () => {
  const get = await partner.get('/webhooks/caravan');
  expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST']);
  expect((await fetch(`${partner.url}/`, { method: 'DELETE' })).status).toBe(405);
});

test.each(['', 'secret', 'whsec_', 'whsec_c2hvcnQ=', `${secretOf(1)}!`])(
  '%j is no secret to start with',
  async (secret) => {
    await expect(startPartnerSite({ dataDir: 'never-made', port: 0, secret })).rejects.toThrow(
      'The secret of the webhook must',
    );
  },
);
