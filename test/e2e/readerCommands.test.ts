import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { GetSuppressedDestinationCommand, PutSuppressedDestinationCommand } from '@aws-sdk/client-sesv2';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { twinOperator } from '../../modules/operations/operatorClients.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { caravanOn } from '../helpers/commandLine.ts';
import { digestTools } from '../helpers/digests.ts';
import type { DigestTools } from '../helpers/digests.ts';
import { usePublisher } from '../helpers/publisher.ts';

const caravan = useCaravan({ mail: { maxSendRate: 500 } });
const publisher = usePublisher();
let tools: DigestTools;
beforeAll(async () => {
  tools = digestTools(caravan);
  publisher.items = [{ guid: 'a', title: 'Port opens' }];
  await caravan.add('emn', publisher.url);
});

const run = (...args: string[]) => caravanOn(caravan.dataDir, args);
const known = (address: string) => tools.known(address);
const mailsTo = (address: string) => caravan.twin.mailbox.to(address);

test('list and show tell who a reader is, and what they were sent', async () => {
  const reader = await tools.add('shown@baku.example');
  await tools.run();
  const listed = await run('subscribers', 'list', '--status', 'active', '--limit', '200');
  expect(listed.out).toMatch(
    new RegExp(
      `${reader.id} +shown@baku.example +active +daily 07:00 Asia/Baku +everything +\\d{4}-\\d\\d-\\d\\d 07:00 +\\d+ s ago, 1 stories`,
    ),
  );
  for (const text of [reader.id, 'Shown@Baku.example']) {
    const { out, code } = await run('subscribers', 'show', text);
    expect(code).toBe(0);
    expect(out).toMatch(/^id +[0-9a-f]{32}\naddress +shown@baku\.example\nstatus +active since/);
    expect(out).toMatch(/delivered +1 +1 /);
  }
  expect((await run('digests', 'list', reader.id)).out).toMatch(/delivered +1 +1 /);
});

test('suppress ends all mail at once, also to who is not known, and allow lifts it, with SES', async () => {
  const reader = await tools.add('loud@baku.example');
  expect((await run('subscribers', 'suppress', 'loud@baku.example', '--reason', 'a lawyer wrote')).out).toBe(
    'No mail goes to loud@baku.example any more.\nOn the local twin.\n',
  );
  await tools.askAgain(reader);
  await tools.run();
  expect(mailsTo('loud@baku.example')).toEqual([]);
  await caravan.ses.send(
    new PutSuppressedDestinationCommand({ EmailAddress: 'loud@baku.example', Reason: 'COMPLAINT' }),
  );
  expect((await run('subscribers', 'show', 'loud@baku.example')).out).toMatch(/on SES's own list +COMPLAINT/);
  expect((await run('subscribers', 'allow', 'loud@baku.example')).out).toMatch(
    /may sign up again, and was taken from SES's own list/,
  );
  await expect(
    caravan.ses.send(new GetSuppressedDestinationCommand({ EmailAddress: 'loud@baku.example' })),
  ).rejects.toThrow(/not exist/);
  expect(await known('loud@baku.example')).toMatchObject({ status: 'left' });
  expect((await run('subscribers', 'suppress', 'stranger@baku.example', '--reason', 'never')).out).toMatch(
    /was not known/,
  );
  expect(await known('stranger@baku.example')).toMatchObject({ status: 'suppressed' });
});

test('forget leaves nothing of a person', async () => {
  const reader = await tools.add('gone@baku.example');
  await tools.run();
  expect(await tools.ledger(reader)).toHaveLength(1);
  expect((await run('subscribers', 'forget', 'gone@baku.example')).err).toMatch(/--yes/);
  expect((await run('subscribers', 'forget', 'gone@baku.example', '--yes')).out).toBe(
    'gone@baku.example is forgotten.\nOn the local twin.\n',
  );
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(twinOperator(caravan.twin.endpoint)));
  for (const table of ['SubscribersTable', 'DeliveriesTable']) {
    const { Items = [] } = await client.send(new ScanCommand({ TableName: caravan.twin.outputs[table] }));
    expect(Items.length).toBeGreaterThan(0);
    expect(JSON.stringify(Items)).not.toMatch(new RegExp(`${reader.id}|gone@baku`));
  }
  expect((await run('subscribers', 'forget', 'gone@baku.example', '--yes')).out).toBe(
    'Nothing is kept of gone@baku.example.\nOn the local twin.\n',
  );
});

describe('digests', () => {
  test('preview shows what would come, and changes nothing', async () => {
    const reader = await tools.add('curious@baku.example');
    const before = await tools.row(reader);
    const { out, code } = await run('digests', 'preview', 'curious@baku.example');
    expect(code).toBe(0);
    expect(out).toMatch(/^Subject: Port opens\n/);
    const path = join(caravan.dataDir, 'preview.html');
    await run('digests', 'preview', reader.id, '--html', path);
    expect(readFileSync(path, 'utf8')).toContain('Port opens');
    expect(await tools.row(reader)).toEqual(before);
    expect(mailsTo('curious@baku.example')).toEqual([]);
  });

  test('send sends it now, and not to who left; with nothing new there is nothing to see', async () => {
    const reader = await tools.add('eager@baku.example', {}, -3_600);
    expect((await run('digests', 'send', 'eager@baku.example')).out).toMatch(/^Asked for\./);
    await caravan.twin.idle();
    expect(mailsTo('eager@baku.example')).toHaveLength(1);
    expect((await run('digests', 'preview', reader.id)).err).toMatch(/nothing new for .* the next digest is due \d{4}/);
    await tools.add('leaver@baku.example', { status: 'left', reason: 'left by the page' });
    expect(await run('digests', 'send', 'leaver@baku.example')).toMatchObject({
      code: 1,
      err: 'leaver@baku.example is left (left by the page): no digest goes out.\n',
    });
  });

  test('list tells what is due and how much mail went, and status what is late', async () => {
    await tools.add('late@baku.example', {}, 1_200);
    const { out } = await run('digests', 'list');
    expect(out).toMatch(
      /^\d+ of 1000000 mails went within 24 hours, 500 a second at most\.\n\n\d+ due, the longest first:\n/,
    );
    const status = await run('status');
    expect(status.out).toMatch(/✗ +digests +the longest due was due 20 min ago\s+caravan digests list/);
    expect(status.code).toBe(1);
  });
});

test.each([
  [['subscribers', 'show', 'not-an-id'], /neither an address nor a reader's id/],
  [['subscribers', 'show', 'a"b@baku.example'], /a"b@baku\.example: The part before the @/],
  [['subscribers', 'show', 'nobody@baku.example'], /There is no reader nobody@baku\.example/],
  [['digests', 'send', 'f'.repeat(32)], /There is no reader f+/],
  [['subscribers', 'suppress', 'x@baku.example'], /required option '--reason/],
])('%j is refused in words', async (args, words) => {
  const { code, err } = await run(...args);
  expect(code).toBeGreaterThan(0);
  expect(err).toMatch(words);
});
