import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { bulkOf, startMailer } from '../helpers/mailer.ts';
import type { Mailer } from '../helpers/mailer.ts';
import { newDataDir, removeDataDir } from '../helpers/relay.ts';

const dataDir = newDataDir();
let mailer: Mailer;
beforeAll(async () => {
  mailer = await startMailer({ dataDir, mail: { maxSendRate: 3 } });
  await mailer.firstHeard();
});
afterEach(async () => {
  await mailer.twin.idle();
});
afterAll(async () => {
  await mailer.stop();
  removeDataDir(dataDir);
});

const send = (to: readonly string[], more?: object, fn = 'sender') =>
  mailer.call(fn, 'POST', 'outbound-bulk-emails', bulkOf(mailer.twin, to, more));
const inbox = (address: string) => mailer.twin.mailbox.to(address);

test('each reader gets a mail of their own, and whom the rate has no room for gets none and is told so', async () => {
  const before = mailer.twin.meter.snapshot();
  const { status, answer } = await send(['a@example.org', 'b@example.org', 'c@example.org', 'd@example.org']);
  const results = answer['BulkEmailEntryResults'] as Record<string, unknown>[];
  expect([status, results.map((one) => one['Status'])]).toEqual([
    200,
    ['SUCCESS', 'SUCCESS', 'SUCCESS', 'ACCOUNT_THROTTLED'],
  ]);
  expect(inbox('d@example.org')).toEqual([]);
  expect(inbox('b@example.org')).toEqual([
    expect.objectContaining({
      id: results[1]?.['MessageId'],
      html: '<a href="https://news.example/u?a=b@example.org&b">&amp;</a>',
      text: 'News & https://news.example/u?a=b@example.org&b',
      tags: { kind: 'digest', digest: 'b' },
      headers: expect.arrayContaining([
        { name: 'List-Id', value: 'news' },
        { name: 'List-Unsubscribe', value: '<https://news.example/u?a=b@example.org>' },
      ]) as unknown,
    }),
  ]);
  const { lines } = mailer.twin.meter.since(before);
  expect(lines.find(({ service }) => service === 'ses')).toMatchObject({ operation: 'SendBulkEmail', messages: 3 });
  expect((await mailer.heard(6)).map(({ eventType }) => eventType).toSorted()).toEqual([
    ...Array<string>(3).fill('Delivery'),
    ...Array<string>(3).fill('Send'),
  ]);
});

test.each<[string, string[], object, string]>([
  ['an address is wrong', ['a@example.org', 'nobody'], {}, 'BadRequestException'],
  ['there are too many', Array.from({ length: 51 }, (_, index) => `a${index}@example.org`), {}, 'BadRequestException'],
  ['the sender is not ours', ['a@example.org'], { FromEmailAddress: 'a@other.example' }, 'AccessDeniedException'],
  [
    'the template does more than fill in',
    ['a@example.org'],
    {
      DefaultContent: {
        Template: { TemplateContent: { Subject: '{{#if a}}b{{/if}}', Text: 'x' }, TemplateData: '{}' },
      },
    },
    'BadRequestException',
  ],
])('where %s, all are refused', async (_, to, more, error) => {
  expect(await send(to, more)).toMatchObject({ error });
  expect(to.flatMap(inbox).filter(({ tags }) => tags['digest'] !== 'a')).toEqual([]);
});

test('a mail whose text lacks a value is taken, never sent, and told of', async () => {
  await new Promise((resolve) => setTimeout(resolve, 1_000)); // the rate of the first test
  const DefaultContent = {
    Template: { TemplateContent: { Subject: 'Today', Text: '{{link}} {{other}}' }, TemplateData: '{}' },
  };
  const { answer } = await send(['late@example.org'], { DefaultContent });
  expect(answer['BulkEmailEntryResults']).toMatchObject([{ Status: 'SUCCESS' }]);
  expect((await mailer.heard(1)).map(({ eventType }) => eventType)).toEqual(['Rendering Failure']);
  expect(inbox('late@example.org')).toEqual([]);
});

test('nobody sends so whom no policy lets', async () => {
  expect(await send(['a@example.org'], {}, 'careless')).toMatchObject({ status: 403 });
});
