import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startMailer } from '../helpers/mailer.ts';
import type { Mailer } from '../helpers/mailer.ts';
import { newDataDir, removeDataDir } from '../helpers/relay.ts';

const dataDir = newDataDir();
let mailer: Mailer;
beforeAll(async () => {
  mailer = await startMailer({ dataDir });
});
afterAll(async () => {
  await mailer.stop();
  removeDataDir(dataDir);
});

test('IAM is asked for the identity, for the configuration set, and for the address where there is no identity', async () => {
  const arn = (rest: string): string => `arn:aws:ses:us-east-1:000000000000:${rest}`;
  expect(await mailer.send('a@example.org', {}, 'stranger')).toMatchObject({
    status: 403,
    error: 'AccessDeniedException',
  });
  expect(await mailer.send('a@example.org', {}, 'careless')).toMatchObject({
    status: 403,
    error: 'AccessDeniedException',
  });
  expect(await mailer.send('a@example.org', { FromEmailAddress: 'x@other.example' })).toMatchObject({
    status: 403,
    error: 'AccessDeniedException',
  });
  expect(await mailer.call('stranger', 'GET', 'account')).toMatchObject({ status: 403 });
  expect(mailer.twin.refusals).toEqual([
    { function: mailer.id('Stranger'), action: 'ses:SendEmail', resource: arn('identity/news.example') },
    {
      function: mailer.id('Careless'),
      action: 'ses:SendEmail',
      resource: arn(`configuration-set/${mailer.twin.outputs['Set']}`),
    },
    { function: mailer.id('Sender'), action: 'ses:SendEmail', resource: arn('identity/x@other.example') },
    { function: mailer.id('Stranger'), action: 'ses:GetAccount', resource: '*' },
  ]);
  expect(mailer.twin.mailbox.to('a@example.org')).toEqual([]);
});

test('what SES refuses, whoever asks, is refused', async () => {
  expect(
    await mailer.sendAsOperator(mailer.mailTo('a@example.org', { FromEmailAddress: 'News <x@other.example>' })),
  ).toEqual([
    400,
    'MessageRejected',
    'Email address is not verified. The following identities failed the check in region US-EAST-1: x@other.example',
  ]);
  expect(await mailer.sendAsOperator(mailer.mailTo('a@example.org', { ConfigurationSetName: 'none' }))).toEqual([
    404,
    'NotFoundException',
    'Configuration set <none> does not exist.',
  ]);
  expect(await mailer.sendAsOperator(mailer.mailTo('a@example.org\r\nBcc: b@example.org'))).toEqual([
    400,
    'BadRequestException',
    expect.stringContaining('Illegal address'),
  ]);
  expect(await mailer.sendAsOperator(mailer.mailTo('a@example.org', { Content: {} }))).toEqual([
    400,
    'BadRequestException',
    expect.stringContaining('content'),
  ]);
  expect(mailer.twin.mailbox.to('a@example.org')).toEqual([]);
  expect(mailer.twin.mailbox.to('b@example.org')).toEqual([]);
});

test('a restart keeps mailbox, suppression list and count, and the quota holds', async () => {
  const folder = newDataDir();
  const limits = { maxSendRate: 1000, max24HourSend: 4 };
  const first = await startMailer({ dataDir: folder, mail: limits });
  await first.call('sender', 'PUT', 'suppression/addresses', {
    EmailAddress: 'gone@example.org',
    Reason: 'COMPLAINT',
  });
  const burst = await Promise.all(Array.from({ length: 3 }, () => first.send('reader@example.org')));
  expect(burst.map(({ status }) => status)).toEqual([200, 200, 200]);
  const mails = first.twin.mailbox.all();
  await first.stop();

  const second = await startMailer({ dataDir: folder, mail: limits });
  expect(second.twin.mailbox.all()).toEqual(mails);
  expect(await second.call('sender', 'GET', 'suppression/addresses/gone%40example.org')).toMatchObject({
    status: 200,
  });
  expect(await second.call('sender', 'GET', 'account')).toMatchObject({
    answer: { SendQuota: { MaxSendRate: 1000, Max24HourSend: 4, SentLast24Hours: 3 } },
  });
  expect(await second.send('reader@example.org')).toMatchObject({ status: 200 });
  expect(await second.send('reader@example.org')).toMatchObject({
    status: 400,
    error: 'ThrottlingException',
    answer: { message: 'Daily message quota exceeded.' },
  });
  await second.twin.idle();
  // What was not told before the stop is told after it.
  expect(second.twin.depth(second.id('Heard'))).toMatchObject({ visible: 9 });
  await second.stop();
  removeDataDir(folder);
});

test('in the sandbox mail reaches verified addresses alone, and IAM is asked for them too', async () => {
  const folder = newDataDir();
  const sandboxed = await startMailer({
    dataDir: folder,
    mail: { sandbox: { verified: ['Me@example.org'] }, maxSendRate: 1000 },
  });
  expect(await sandboxed.call('sender', 'GET', 'account')).toMatchObject({
    answer: { ProductionAccessEnabled: false, SendQuota: { Max24HourSend: 200 } },
  });
  const message =
    'Email address is not verified. The following identities failed the check in region US-EAST-1: reader@example.org';
  expect(await sandboxed.send('reader@example.org')).toMatchObject({
    status: 400,
    error: 'MessageRejected',
    answer: { message },
  });
  expect(await sandboxed.send('success@simulator.amazonses.com')).toMatchObject({ status: 200 });
  // the domain is ours
  expect(await sandboxed.send('colleague@news.example')).toMatchObject({ status: 200 });
  expect(await sandboxed.send('me@example.org')).toMatchObject({
    status: 403,
    error: 'AccessDeniedException',
  }); // the fixture may use its own identity alone
  expect(sandboxed.twin.refusals.at(-1)).toMatchObject({
    resource: 'arn:aws:ses:us-east-1:000000000000:identity/me@example.org',
  });
  await sandboxed.stop();
  removeDataDir(folder);
});
