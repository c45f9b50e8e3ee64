import { once } from 'node:events';
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { synth } from '../../local/synth.ts';
import { startTwin } from '../../local/startTwin.ts';
import type { Twin, TwinOptions } from '../../local/twin.ts';
import { newDataDir, removeDataDir } from '../helpers/relay.ts';
import { project } from '../../bin/synth.ts';

interface Answer {
  readonly status: number;
  readonly error?: string;
  readonly answer: Record<string, unknown>;
}
interface MailEvent {
  readonly eventType: string;
  readonly mail: Record<string, unknown>;
  readonly bounce?: Record<string, unknown>;
}

const start = async (options: Partial<TwinOptions> & { dataDir: string }): Promise<Twin> =>
  startTwin({
    port: 0,
    cdkOut: await synth({ ...project, stage: 'mailer', app: 'test/fixtures/mailer/app.ts' }),
    schedules: 'manual',
    fastRetries: true,
    mail: { maxSendRate: 1000 },
    ...options,
  });

const dataDir = newDataDir();
let twin: Twin;
let queues: SQSClient;
beforeAll(async () => {
  twin = await start({ dataDir });
  queues = new SQSClient({
    endpoint: twin.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'operator', secretAccessKey: 'x' },
  });
});
let refusalsBefore = 0;
beforeEach(() => {
  refusalsBefore = twin.refusals.length;
});
afterEach(() => {
  twin.faults.clear();
});
afterAll(async () => {
  queues.destroy();
  await twin.stop();
  removeDataDir(dataDir);
});

/** A call that one of the fixture's functions makes to SES. */
async function call(fn: string, method: string, path: string, input?: object, { url } = twin): Promise<Answer> {
  const response = await fetch(`${url}/${fn}`, {
    method: 'POST',
    body: JSON.stringify({ method, path: `/v2/email/${path}`, input }),
  });
  return (await response.json()) as Answer;
}

const id = (name: string): string =>
  twin.stack.resources.find((resource) => new RegExp(`^${name}[0-9A-F]{8}$`).test(resource.id))?.id ?? '';

const unsubscribe = [
  { Name: 'List-Unsubscribe', Value: '<https://news.example/u/1>' },
  { Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' },
];
const mailTo = (to: string, more: object = {}): object => ({
  FromEmailAddress: 'News <digest@news.example>',
  Destination: { ToAddresses: [to] },
  ReplyToAddresses: ['editors@news.example'],
  ConfigurationSetName: twin.outputs['Set'],
  EmailTags: [{ Name: 'digest', Value: '2026-01-01' }],
  Content: {
    Simple: {
      Subject: { Data: 'Today' },
      Body: { Html: { Data: '<p>News</p>' }, Text: { Data: 'News' } },
      Headers: unsubscribe,
    },
  },
  ...more,
});
const send = (to: string, more?: object, fn = 'sender', from = twin): Promise<Answer> =>
  call(fn, 'POST', 'outbound-emails', mailTo(to, more), from);

/** The events that came to the topic's queue, until there are as many as were asked for. */
async function heard(count: number): Promise<MailEvent[]> {
  const QueueUrl = twin.outputs['HeardUrl'];
  const events: MailEvent[] = [];
  for (const giveUpAt = Date.now() + 10_000; events.length < count && Date.now() < giveUpAt;) {
    const { Messages: messages = [] } = await queues.send(
      new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 2, MaxNumberOfMessages: 10 }),
    );
    for (const { Body: body = '', ReceiptHandle } of messages) {
      await queues.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      events.push(JSON.parse(body) as MailEvent);
    }
  }
  return events;
}

test('the twin runs all of it', () => {
  expect(twin.notRun).toEqual([]);
});

test('a topic that becomes a destination hears a plain text first, and that once', async () => {
  const { Messages: [message] = [] } = await queues.send(
    new ReceiveMessageCommand({ QueueUrl: twin.outputs['HeardUrl'], WaitTimeSeconds: 5 }),
  );
  expect(message?.Body).toBe('Successfully validated SNS topic for Amazon SES event publishing.');
  await queues.send(
    new DeleteMessageCommand({ QueueUrl: twin.outputs['HeardUrl'], ReceiptHandle: message?.ReceiptHandle }),
  );
});

test('a mail is in the mailbox as its reader gets it, and its events arrive', async () => {
  const before = twin.meter.snapshot();
  const told = once(twin.events, 'mail');
  const { status, answer } = await send('reader@example.org');
  expect(status).toBe(200);
  const mail = twin.mailbox.to('reader@example.org')[0];
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
    configurationSet: twin.outputs['Set'],
    at: expect.any(Date),
  });
  expect(await told).toEqual([mail]);
  const events = await heard(2);
  expect(events.map(({ eventType }) => eventType)).toEqual(['Send', 'Delivery']);
  for (const event of events) {
    expect(event.mail).toMatchObject({
      messageId: mail?.id,
      destination: ['reader@example.org'],
      headers: expect.arrayContaining([{ name: 'List-Unsubscribe', value: '<https://news.example/u/1>' }]) as unknown,
      tags: {
        digest: ['2026-01-01'],
        'ses:configuration-set': [twin.outputs['Set']],
        'ses:caller-identity': [id('Sender')],
      },
    });
  }
  const { lines } = twin.meter.since(before);
  expect(lines.find(({ service }) => service === 'ses')).toMatchObject({
    function: id('Sender'),
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
  const { answer } = await send(address);
  const events = await heard(types.length);
  expect(events.map(({ eventType }) => eventType)).toEqual(types);
  expect(new Set(events.map(({ mail }) => mail['messageId']))).toEqual(new Set([answer['MessageId']]));
  await twin.idle();
});

test('an address on the suppression list bounces until it is taken off', async () => {
  const address = 'Gone@example.org';
  const path = `suppression/addresses/${encodeURIComponent(address)}`;
  expect(
    await call('sender', 'PUT', 'suppression/addresses', { EmailAddress: address, Reason: 'BOUNCE' }),
  ).toMatchObject({ status: 200, answer: {} });
  expect(await call('sender', 'GET', path)).toMatchObject({
    status: 200,
    answer: { SuppressedDestination: { EmailAddress: 'gone@example.org', Reason: 'BOUNCE' } },
  });
  await send('gone@example.org');
  expect((await heard(2))[1]?.bounce).toMatchObject({
    bounceType: 'Permanent',
    bounceSubType: 'OnAccountSuppressionList',
  });
  expect(await call('sender', 'DELETE', path)).toMatchObject({ status: 200 });
  for (const method of ['GET', 'DELETE'])
    expect(await call('sender', method, path)).toMatchObject({ status: 404, error: 'NotFoundException' });
  await send('gone@example.org');
  expect((await heard(2)).map(({ eventType }) => eventType)).toEqual(['Send', 'Delivery']);
});

test('IAM is asked for the identity, for the configuration set, and for the address where there is no identity', async () => {
  const arn = (rest: string): string => `arn:aws:ses:us-east-1:000000000000:${rest}`;
  expect(await send('a@example.org', {}, 'stranger')).toMatchObject({ status: 403, error: 'AccessDeniedException' });
  expect(await send('a@example.org', {}, 'careless')).toMatchObject({ status: 403, error: 'AccessDeniedException' });
  expect(await send('a@example.org', { FromEmailAddress: 'x@other.example' })).toMatchObject({
    status: 403,
    error: 'AccessDeniedException',
  });
  expect(await call('stranger', 'GET', 'account')).toMatchObject({ status: 403 });
  expect(twin.refusals.slice(refusalsBefore)).toEqual([
    { function: id('Stranger'), action: 'ses:SendEmail', resource: arn('identity/news.example') },
    { function: id('Careless'), action: 'ses:SendEmail', resource: arn(`configuration-set/${twin.outputs['Set']}`) },
    { function: id('Sender'), action: 'ses:SendEmail', resource: arn('identity/x@other.example') },
    { function: id('Stranger'), action: 'ses:GetAccount', resource: '*' },
  ]);
  expect(twin.mailbox.to('a@example.org')).toEqual([]);
});

async function asOperator(input: object): Promise<[status: number, error: string | null, message: unknown]> {
  const authorization =
    'AWS4-HMAC-SHA256 Credential=operator/20260101/us-east-1/ses/aws4_request, SignedHeaders=host, Signature=x';
  const response = await fetch(`${twin.endpoint}/v2/email/outbound-emails`, {
    method: 'POST',
    headers: { authorization },
    body: JSON.stringify(input),
  });
  return [
    response.status,
    response.headers.get('x-amzn-errortype'),
    ((await response.json()) as { message: string }).message,
  ];
}

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
  expect(await asOperator({ Content: { Raw: { Data: Buffer.from(mime.join('\r\n')).toString('base64') } } })).toEqual([
    200,
    null,
    undefined,
  ]);
  const [mail] = twin.mailbox.to('raw@example.org');
  expect(mail).toMatchObject({ from: 'News <digest@news.example>', subject: 'Ä', text: 'Hello' });
  expect(Object.fromEntries(mail?.headers.map(({ name, value }) => [name, value]) ?? [])).toMatchObject({
    'List-Unsubscribe': '<https://news.example/u/2>',
    'Message-ID': `<${mail?.id}@email.amazonses.com>`,
  });
});

test('what SES refuses, whoever asks, is refused', async () => {
  expect(await asOperator(mailTo('a@example.org', { FromEmailAddress: 'News <x@other.example>' }))).toEqual([
    400,
    'MessageRejected',
    'Email address is not verified. The following identities failed the check in region US-EAST-1: x@other.example',
  ]);
  expect(await asOperator(mailTo('a@example.org', { ConfigurationSetName: 'none' }))).toEqual([
    404,
    'NotFoundException',
    'Configuration set <none> does not exist.',
  ]);
  expect(await asOperator(mailTo('a@example.org\r\nBcc: b@example.org'))).toEqual([
    400,
    'BadRequestException',
    expect.stringContaining('Illegal address'),
  ]);
  expect(await asOperator(mailTo('a@example.org', { Content: {} }))).toEqual([
    400,
    'BadRequestException',
    expect.stringContaining('content'),
  ]);
  expect(twin.mailbox.to('a@example.org')).toEqual([]);
  expect(twin.mailbox.to('b@example.org')).toEqual([]);
});

test('faults meet it as any service', async () => {
  const fault = { function: id('Sender'), service: 'ses', operation: 'SendEmail' };
  twin.faults.add({ ...fault, kind: 'throttle' });
  expect(await send('faults@example.org')).toMatchObject({ status: 429, error: 'TooManyRequestsException' });
  twin.faults.add({ ...fault, kind: 'kill-before' });
  expect(await send('faults@example.org').catch(() => 'killed')).not.toHaveProperty('answer.MessageId');
  expect(twin.mailbox.to('faults@example.org')).toEqual([]);
  twin.faults.add({ ...fault, kind: 'timeout-after' });
  expect(await send('faults@example.org')).toEqual({ status: 0, error: 'TypeError' });
  expect(twin.mailbox.to('faults@example.org')).toHaveLength(1);
  expect((await heard(2)).map(({ mail }) => mail['messageId'])).toEqual(
    Array(2).fill(twin.mailbox.to('faults@example.org')[0]?.id),
  );
});

test('a restart keeps mailbox, suppression list and count, and the quota holds', async () => {
  const folder = newDataDir();
  const limits = { maxSendRate: 1000, max24HourSend: 4 };
  const first = await start({ dataDir: folder, mail: limits });
  await call(
    'sender',
    'PUT',
    'suppression/addresses',
    { EmailAddress: 'gone@example.org', Reason: 'COMPLAINT' },
    first,
  );
  const burst = await Promise.all(Array.from({ length: 3 }, () => send('reader@example.org', {}, 'sender', first)));
  expect(burst.map(({ status }) => status)).toEqual([200, 200, 200]);
  const mails = first.mailbox.all();
  await first.stop();

  const second = await start({ dataDir: folder, mail: limits });
  expect(second.mailbox.all()).toEqual(mails);
  expect(await call('sender', 'GET', 'suppression/addresses/gone%40example.org', undefined, second)).toMatchObject({
    status: 200,
  });
  expect(await call('sender', 'GET', 'account', undefined, second)).toMatchObject({
    answer: { SendQuota: { MaxSendRate: 1000, Max24HourSend: 4, SentLast24Hours: 3 } },
  });
  expect(await send('reader@example.org', {}, 'sender', second)).toMatchObject({ status: 200 });
  expect(await send('reader@example.org', {}, 'sender', second)).toMatchObject({
    status: 400,
    error: 'ThrottlingException',
    answer: { message: 'Daily message quota exceeded.' },
  });
  await second.idle();
  // What was not told before the stop is told after it.
  expect(second.depth(id('Heard'))).toMatchObject({ visible: 9 });
  await second.stop();
  removeDataDir(folder);
});

test('in the sandbox mail reaches verified addresses alone, and IAM is asked for them too', async () => {
  const folder = newDataDir();
  const sandboxed = await start({
    dataDir: folder,
    mail: { sandbox: { verified: ['Me@example.org'] }, maxSendRate: 1000 },
  });
  expect(await call('sender', 'GET', 'account', undefined, sandboxed)).toMatchObject({
    answer: { ProductionAccessEnabled: false, SendQuota: { Max24HourSend: 200 } },
  });
  const message =
    'Email address is not verified. The following identities failed the check in region US-EAST-1: reader@example.org';
  expect(await send('reader@example.org', {}, 'sender', sandboxed)).toMatchObject({
    status: 400,
    error: 'MessageRejected',
    answer: { message },
  });
  expect(await send('success@simulator.amazonses.com', {}, 'sender', sandboxed)).toMatchObject({ status: 200 });
  // the domain is ours
  expect(await send('colleague@news.example', {}, 'sender', sandboxed)).toMatchObject({ status: 200 });
  expect(await send('me@example.org', {}, 'sender', sandboxed)).toMatchObject({
    status: 403,
    error: 'AccessDeniedException',
  }); // the fixture may use its own identity alone
  expect(sandboxed.refusals.at(-1)).toMatchObject({
    resource: 'arn:aws:ses:us-east-1:000000000000:identity/me@example.org',
  });
  await sandboxed.stop();
  removeDataDir(folder);
});
