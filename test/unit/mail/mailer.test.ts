import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Mailer } from '../../../modules/mail/mailer.ts';

/** An SES that answers as it is told to. */
let answer: { status: number; type: string; message: string; body?: object };
const server = createServer((request, response) => {
  request.resume().on('end', () => {
    response
      .writeHead(answer.status, { 'content-type': 'application/json', 'x-amzn-errortype': answer.type })
      .end(JSON.stringify(answer.body ?? { message: answer.message }));
  });
});
const before = { ...process.env };
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });
});
afterAll(() => {
  process.env = before;
  server.close();
  server.closeAllConnections();
});

const to = 'Reader@example.org';
const mailer = () =>
  new Mailer({
    configurationSet: 'set',
    from: '"News" <news@caravan.example>',
    replyTo: 'editors@caravan.example',
  });
const post = () => mailer().post({ to, subject: 's', html: '<p>h</p>', text: 't', headers: {}, tags: {} });

/**
 * Words: SES developer guide, "Errors related to the sending quotas", and those of MessageRejected as SES answers it in
 * the sandbox.
 */
test.each<[string, string, string, number?]>([
  ['busy', 'ThrottlingException', 'Maximum sending rate exceeded'],
  ['busy', 'TooManyRequestsException', 'Maximum sending rate exceeded.', 429],
  ['full', 'ThrottlingException', 'Daily message quota exceeded'],
  ['full', 'TooManyRequestsException', 'Daily message quota exceeded.', 429],
  ['full', 'TooManyRequestsException', 'Daily sending quota exceeded', 429],
  ['full', 'LimitExceededException', 'Daily message quota exceeded.'],
  ['stopped', 'AccountSuspendedException', 'Your account is suspended.'],
  ['stopped', 'AccessDeniedException', 'not authorized to perform ses:SendEmail', 403],
  [
    'stopped',
    'MessageRejected',
    'Email address is not verified. The following identities failed the check in region US-EAST-1: news@caravan.example',
  ],
  [
    'stopped',
    'MessageRejected',
    'Email address is not verified. The following identities failed the check in region US-EAST-1: News ' +
      '<news@caravan.example>, reader@example.org',
  ],
  ['stopped', 'MessageRejected', 'The message is held to be harmful.'],
  [
    'refused',
    'MessageRejected',
    'Email address is not verified. The following identities failed the check in region US-EAST-1: reader@example.org',
  ],
  ['refused', 'BadRequestException', 'Illegal address'],
  ['unknown', 'InternalFailure', 'Who knows', 500],
])('what SES says is %s: %s "%s"', async (what, type, message, status = 400) => {
  answer = { status, type, message };
  expect(await post()).toMatchObject({ what, reason: expect.stringContaining(type) as unknown });
});

test('whom the mail was for stands in no log, however SES writes it', async () => {
  answer = {
    status: 400,
    type: 'MessageRejected',
    message: `Email address is not verified. The following identities failed the check in region US-EAST-1: ${to.toLowerCase()}`,
  };
  expect(JSON.stringify(await post())).not.toMatch(/reader@/i);
});

const postShared = () =>
  mailer().postShared({
    subject: 's',
    html: '<p>{{link}}</p>',
    text: '{{link}}',
    headers: {},
    tags: {},
    copies: [to, 'other@example.org'].map((address) => ({ to: address, values: { link: 'x' }, headers: {}, tags: {} })),
  });

test.each([
  ['ACCOUNT_THROTTLED', 'busy'],
  ['TRANSIENT_FAILURE', 'busy'],
  ['ACCOUNT_DAILY_QUOTA_EXCEEDED', 'full'],
  ['MESSAGE_REJECTED', 'refused'],
  ['FAILED', 'refused'],
])('of a shared mail a copy that is %s is %s, and the others are what they are', async (Status, what) => {
  const results = [
    { Status, Error: `It is for ${to}.` },
    { Status: 'SUCCESS', MessageId: 'm' },
  ];
  answer = { status: 200, type: '', message: '', body: { BulkEmailEntryResults: results } };
  expect(await postShared()).toEqual([
    { what, reason: `${Status}: It is for (the address).` },
    { what: 'taken', messageId: 'm' },
  ]);
});

test('where answers are fewer than copies, nobody knows whose they are', async () => {
  answer = { status: 200, type: '', message: '', body: { BulkEmailEntryResults: [{ Status: 'SUCCESS' }] } };
  expect((await postShared()).map(({ what }) => what)).toEqual(['unknown', 'unknown']);
});

test.each<[string, string, string, number?]>([
  ['busy', 'TooManyRequestsException', 'Maximum sending rate exceeded.', 429],
  ['full', 'ThrottlingException', 'Daily message quota exceeded'],
  ['refused', 'BadRequestException', `Illegal address ${to}`],
  ['refused', 'AccessDeniedException', 'not authorized to perform ses:SendBulkEmail', 403],
  ['refused', 'MessageRejected', `identities failed the check in region US-EAST-1: ${to}`],
  ['unknown', 'InternalFailure', 'Who knows', 500],
])('a call that is %s as a whole is so for each: %s', async (what, type, message, status = 400) => {
  answer = { status, type, message };
  const results = await postShared();
  expect(results.map((one) => one.what)).toEqual([what, what]);
  expect(JSON.stringify(results)).not.toContain(to);
});
