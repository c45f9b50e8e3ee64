import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { startMailer, unsubscribe } from '../helpers/mailer.ts';
import type { Mailer } from '../helpers/mailer.ts';
import { newDataDir, removeDataDir } from '../helpers/relay.ts';

const dataDir = newDataDir();
let mailer: Mailer;
beforeAll(async () => {
  mailer = await startMailer({ dataDir });
});
afterEach(() => {
  mailer.twin.faults.clear();
});
afterAll(async () => {
  await mailer.stop();
  removeDataDir(dataDir);
});

test('the twin runs all of it', () => {
  expect(mailer.twin.notRun).toEqual([]);
});

test('a topic that becomes a destination hears a plain text first, and that once', async () => {
  expect(await mailer.firstHeard()).toBe('Successfully validated SNS topic for Amazon SES event publishing.');
});

test('a mail is in the mailbox as its reader gets it, and its events arrive', async () => {
  const before = mailer.twin.meter.snapshot();
  const told = once(mailer.twin.events, 'mail');
  const { status, answer } = await mailer.send('reader@example.org');
  expect(status).toBe(200);
  const mail = mailer.twin.mailbox.to('reader@example.org')[0];
  expect(mail).toEqual({
    id: answer['MessageId'],
    from: 'News <digest@news.example>',
    to: ['reader@example.org'],
    subject: 'Today',
    html: '<p>News</p>',
    text: 'News',
    headers: [
      { name: 'From', value: 'News <digest@news.example>' },
      { name: 'Reply-To', value: 'editors@news.example' },
      { name: 'To', value: 'reader@example.org' },
      ...unsubscribe.map(({ Name: name, Value: value }) => ({ name, value })),
      { name: 'Subject', value: 'Today' },
      { name: 'Message-ID', value: `<${String(answer['MessageId'])}@email.amazonses.com>` },
      { name: 'Date', value: expect.stringMatching(/^\w{3}, \d\d \w{3} \d{4} [\d:]{8} \+0000$/) },
    ],
    tags: { digest: '2026-01-01' },
    configurationSet: mailer.twin.outputs['Set'],
    at: expect.any(Date),
  });
  expect(await told).toEqual([mail]);
  const events = await mailer.heard(2);
  expect(events.map(({ eventType }) => eventType)).toEqual(['Send', 'Delivery']);
  for (const event of events) {
    expect(event.mail).toMatchObject({
      messageId: mail?.id,
      destination: ['reader@example.org'],
      headers: expect.arrayContaining([{ name: 'List-Unsubscribe', value: '<https://news.example/u/1>' }]) as unknown,
      tags: {
        digest: ['2026-01-01'],
        'ses:configuration-set': [mailer.twin.outputs['Set']],
        'ses:caller-identity': [mailer.id('Sender')],
      },
    });
  }
  const { lines } = mailer.twin.meter.since(before);
  expect(lines.find(({ service }) => service === 'ses')).toMatchObject({
    function: mailer.id('Sender'),
    operation: 'SendEmail',
    calls: 1,
    messages: 1,
    dollars: 0.0001,
  });
});

test.each([
  ['bounce+7@simulator.amazonses.com', ['Send', 'Bounce']],
  ['complaint@simulator.amazonses.com', ['Send', 'Delivery', 'Complaint']],
  ['ooto@simulator.amazonses.com', ['Send', 'Delivery', 'Bounce']],
])('%s answers as the mailbox simulator does', async (address, types) => {
  const { answer } = await mailer.send(address);
  const events = await mailer.heard(types.length);
  expect(events.map(({ eventType }) => eventType)).toEqual(types);
  expect(new Set(events.map(({ mail }) => mail['messageId']))).toEqual(new Set([answer['MessageId']]));
  await mailer.twin.idle();
});

test('an address on the suppression list bounces until it is taken off', async () => {
  const address = 'Gone@example.org';
  const path = `suppression/addresses/${encodeURIComponent(address)}`;
  expect(
    await mailer.call('sender', 'PUT', 'suppression/addresses', { EmailAddress: address, Reason: 'BOUNCE' }),
  ).toMatchObject({ status: 200, answer: {} });
  expect(await mailer.call('sender', 'GET', path)).toMatchObject({
    status: 200,
    answer: { SuppressedDestination: { EmailAddress: 'gone@example.org', Reason: 'BOUNCE' } },
  });
  await mailer.send('gone@example.org');
  expect((await mailer.heard(2))[1]?.bounce).toMatchObject({
    bounceType: 'Permanent',
    bounceSubType: 'OnAccountSuppressionList',
  });
  expect(await mailer.call('sender', 'DELETE', path)).toMatchObject({ status: 200 });
  for (const method of ['GET', 'DELETE'])
    expect(await mailer.call('sender', method, path)).toMatchObject({ status: 404, error: 'NotFoundException' });
  await mailer.send('gone@example.org');
  expect((await mailer.heard(2)).map(({ eventType }) => eventType)).toEqual(['Send', 'Delivery']);
});

test("a raw mail keeps its headers but those that are SES's own", async () => {
  const mime = [
    'From: News <digest@news.example>',
    'To: raw@example.org',
    'Subject: =?utf-8?q?=C3=84?=',
    'List-Unsubscribe:',
    ' <https://news.example/u/2>',
    'Message-ID: <mine@news.example>',
    '',
    'Hello',
  ];
  expect(
    await mailer.sendAsOperator({ Content: { Raw: { Data: Buffer.from(mime.join('\r\n')).toString('base64') } } }),
  ).toEqual([200, null, undefined]);
  const [mail] = mailer.twin.mailbox.to('raw@example.org');
  expect(mail).toMatchObject({ from: 'News <digest@news.example>', subject: 'Ä', text: 'Hello' });
  expect(Object.fromEntries(mail?.headers.map(({ name, value }) => [name, value]) ?? [])).toMatchObject({
    'List-Unsubscribe': '<https://news.example/u/2>',
    'Message-ID': `<${mail?.id}@email.amazonses.com>`,
  });
});

test('faults meet it as any service', async () => {
  const fault = { function: mailer.id('Sender'), service: 'ses', operation: 'SendEmail' };
  mailer.twin.faults.add({ ...fault, kind: 'throttle' });
  expect(await mailer.send('faults@example.org')).toMatchObject({ status: 429, error: 'TooManyRequestsException' });
  mailer.twin.faults.add({ ...fault, kind: 'kill-before' });
  expect(await mailer.send('faults@example.org').catch(() => 'killed')).not.toHaveProperty('answer.MessageId');
  expect(mailer.twin.mailbox.to('faults@example.org')).toEqual([]);
  mailer.twin.faults.add({ ...fault, kind: 'timeout-after' });
  expect(await mailer.send('faults@example.org')).toEqual({ status: 0, error: 'TypeError' });
  expect(mailer.twin.mailbox.to('faults@example.org')).toHaveLength(1);
  expect((await mailer.heard(2)).map(({ mail }) => mail['messageId'])).toEqual(
    Array(2).fill(mailer.twin.mailbox.to('faults@example.org')[0]?.id),
  );
});
