import { afterEach, beforeAll, expect, test } from '@jest/globals';
import { RequestQueue } from '../../platform/sqs/requestQueue.ts';
import type { Confirmation } from '../../modules/subscribers/confirmationMessage.ts';
import { instant } from '../../platform/values/time.ts';
import type { FaultKind } from '../../local/gateway/faults.ts';
import { functionId, startCaravan, useCaravan } from '../helpers/caravan.ts';
import { linkIn, newestMail, sendForm, tokenIn } from '../helpers/mail.ts';
import { preferences } from '../helpers/readers.ts';

const caravan = useCaravan({ mail: { maxSendRate: 1_000 } });
let confirmations: RequestQueue<Confirmation>;
let deadLetters: string;
const logs: string[] = [];

beforeAll(async () => {
  const queue = (id: RegExp) => caravan.twin.stack.ofType('AWS::SQS::Queue').find((one) => id.test(one.id))!;
  confirmations = new RequestQueue<Confirmation>(caravan.sqs, queue(/^SigningUpConfirmations[0-9A-F]{8}$/).ref);
  deadLetters = queue(/^SigningUpConfirmationsDeadLetters[0-9A-F]{8}$/).id;
  caravan.twin.events.on('log', ({ text }) => {
    logs.push(text);
  });
});
afterEach(() => {
  caravan.twin.faults.clear();
});

const row = async (address: string) => caravan.subscribers.get((await caravan.readerKey()).idOf(address));
const mails = (address: string) => caravan.twin.mailbox.to(address);
async function ask(address: string, requestId: string, asked = new Date(), hour = 7) {
  await confirmations.ask({
    requestId,
    address,
    preferences: { ...preferences, cadence: { ...preferences.cadence, hour } },
    asked: instant(asked),
  });
  await caravan.twin.idle();
}

test('the mail says who it is from, in which language, and that a machine wrote it', async () => {
  await confirmations.ask({
    requestId: 'r1',
    address: 'reader@first.example',
    preferences: { ...preferences, language: 'ar' },
    asked: instant(new Date()),
  });
  await caravan.twin.idle();
  const mail = newestMail(caravan.twin, 'reader@first.example');
  expect(mail).toMatchObject({
    from: '"The Caspian Times (sample)" <news@caravan.example>',
    to: ['reader@first.example'],
    tags: { kind: 'confirmation', subscriber: (await row('reader@first.example'))?.id },
  });
  expect(mail.configurationSet).toBeDefined();
  expect(Object.fromEntries(mail.headers.map(({ name, value }) => [name, value]))).toMatchObject({
    'Auto-Submitted': 'auto-generated',
    'X-Auto-Response-Suppress': 'All',
    'Reply-To': 'editors@caravan.example',
  });
  expect([mail.html, mail.text]).toEqual([
    expect.stringContaining('dir="rtl"'),
    expect.stringContaining('بقيت خطوة واحدة'),
  ]);
});

test('a message that comes twice is one mail; an older one that comes late changes nothing', async () => {
  const [address, now] = ['reader@again.example', new Date()];
  await ask(address, 'newer', now, 9);
  await ask(address, 'newer', now, 9);
  expect(mails(address)).toHaveLength(1);
  await ask(address, 'older', new Date(now.getTime() - 60_000), 5);
  expect(mails(address)).toHaveLength(1);
  expect(await row(address)).toMatchObject({
    asked: { requestId: 'newer', at: instant(now), preferences: { cadence: { hour: 9 } } },
  });
  const to = linkIn(newestMail(caravan.twin, address), '/subscribe/confirm');
  await sendForm(to, new URLSearchParams({ token: tokenIn(to) }));
  await ask(address, 'older', new Date(now.getTime() - 60_000), 5);
  expect([mails(address).length, (await row(address))?.status]).toEqual([1, 'active']);
});

test('a mailbox gets three mails a day, however its address is written', async () => {
  for (const [index, written] of [
    'me+1@many.example',
    'me+2@many.example',
    'ME@many.example',
    'me+4@many.example',
    'me@many.example',
  ].entries())
    await ask(written, `r${index}`);
  expect(caravan.twin.mailbox.all().filter(({ to: [to = ''] }) => to.endsWith('@many.example'))).toHaveLength(3);
  expect(await row('me+4@many.example')).toBeUndefined();
  expect(logs.join()).toContain('sign-up limited');
});

test.each<[FaultKind, string, string, number]>([
  ['throttle', 'ses', 'SendEmail', 1],
  ['kill-before', 'ses', 'SendEmail', 1],
  ['kill-after', 'ses', 'SendEmail', 2],
  ['timeout-before', 'ses', 'SendEmail', 1],
  ['timeout-after', 'ses', 'SendEmail', 2],
  ['kill-before', 'dynamodb', 'GetItem', 1],
  ['kill-after', 'dynamodb', 'UpdateItem', 1],
  ['kill-after', 'dynamodb', 'PutItem', 1],
])('%s at %s %s: the person is asked, and the link works (%d mails)', async (kind, service, operation, count) => {
  const address = `${kind}-${operation}@fault.example`.toLowerCase();
  caravan.twin.faults.add({ function: functionId(caravan.twin, 'SigningUpConfirm'), service, operation, kind });
  await ask(address, 'r1');
  expect(caravan.twin.faults.pending).toBe(0);
  expect(mails(address)).toHaveLength(count);
  expect(await row(address)).toMatchObject({
    status: 'pending',
    asked: { requestId: 'r1', mailedAt: expect.any(String) as unknown },
  });
  for (const mail of mails(address)) expect((await fetch(linkIn(mail, '/subscribe/confirm'))).status).toBe(200);
});

test('a message that nobody can read is a dead letter, and holds up no other', async () => {
  await confirmations.ask({ requestId: 'x', address: 'broken@fault.example' } as never);
  await ask('whole@fault.example', 'r1');
  expect(mails('whole@fault.example')).toHaveLength(1);
  expect(caravan.twin.depth(deadLetters).visible).toBe(1);
});

test('no log names an address, and no grant was missing', () => {
  expect(logs.join('\n')).not.toMatch(/@|token=/);
  expect(caravan.twin.refusals).toEqual([]);
});

test('a full day closes the mail for all, and the message rests until it opens', async () => {
  const full = await startCaravan({ mail: { max24HourSend: 0 } });
  try {
    const queue = full.twin.stack
      .ofType('AWS::SQS::Queue')
      .find(({ id }) => /^SigningUpConfirmations[0-9A-F]{8}$/.test(id))!;
    const rests: unknown[] = [];
    full.twin.events.on('log', ({ text }) => {
      if (text.includes('sign-up ')) rests.push((JSON.parse(text) as { message: string }).message);
    });
    await new RequestQueue<Confirmation>(full.sqs, queue.ref).ask({
      requestId: 'r1',
      address: 'reader@full.example',
      preferences,
      asked: instant(new Date()),
    });
    await full.twin.idle();
    expect(rests.slice(0, 2)).toEqual(['sign-up full', 'sign-up put off']); // the twin lets nothing rest
    expect(full.twin.mailbox.all()).toEqual([]);
    expect(full.twin.refusals).toEqual([]);
  } finally {
    await full.stop();
  }
});
