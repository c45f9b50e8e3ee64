import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { GetSuppressedDestinationCommand, PutSuppressedDestinationCommand } from '@aws-sdk/client-sesv2';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { twinOperator } from '../../modules/operations/operatorClients.ts';
import type { Subscriber } from '../../modules/subscribers/subscriber.ts';
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
const file = (text: string | Buffer, name = 'readers.csv'): string => {
  const path = join(caravan.dataDir, name);
  writeFileSync(path, text);
  return path;
};
const known = async (address: string): Promise<Subscriber | undefined> =>
  caravan.subscribers.get((await caravan.readerKey()).idOf(address));
const mailsTo = (address: string) => caravan.twin.mailbox.to(address);

describe('import', () => {
  test('takes in who agreed elsewhere, with what they chose, and says what it left alone', async () => {
    await tools.add('known@baku.example');
    await run('subscribers', 'suppress', 'never@baku.example', '--reason', 'asked by phone');
    const csv =
      (
        'Zone,ADDRESS,frequency,weekday,hour,topics,language,shoe size\r\n' +
        'Asia/Baku,new@baku.example,weekly,5,18,emn-nothing,ru,44\r\n'
      ).replace('emn-nothing', '') +
      ',plain@baku.example,,,,,,\r\n,known@baku.example,,,,,,\r\n,never@baku.example,,,,,,\r\n';
    const { code, out } = await run('subscribers', 'import', file(`\uFEFF${csv}`), '--consent', 'Paper forms of 2025');
    expect(out).toBe(
      'Ignored: the columns shoe size.\n2 imported, 0 asked to confirm, 1 known already, unchanged, 1 suppressed, left alone, 0 broken\n',
    );
    expect(code).toBe(0);
    expect(await known('new@baku.example')).toMatchObject({
      status: 'active',
      consent: { how: 'import', note: 'Paper forms of 2025' },
      preferences: { language: 'ru', cadence: { frequency: 'weekly', weekday: 5, hour: 18, zone: 'Asia/Baku' } },
    });
    expect(await known('plain@baku.example')).toMatchObject({
      status: 'active',
      preferences: { cadence: { frequency: 'daily', hour: 7, zone: 'UTC' }, language: 'en' },
    });
    expect(await known('never@baku.example')).toMatchObject({ status: 'suppressed', reason: 'asked by phone' });
  });

  test('asks everybody else to confirm, and those who left whatever the file says', async () => {
    const left = await tools.add('left@baku.example', { status: 'left' });
    await run('subscribers', 'import', file('address\nasked@baku.example\n'));
    await run('subscribers', 'import', file('address\nleft@baku.example\n'), '--consent', 'An old list');
    await caravan.twin.idle();
    expect(mailsTo('asked@baku.example')).toHaveLength(1);
    expect(await known('asked@baku.example')).toMatchObject({ status: 'pending' });
    expect(mailsTo('left@baku.example')).toHaveLength(1);
    expect(await tools.row(left)).toMatchObject({ status: 'left' });
  });

  test('names each broken row with its line, and takes in the good ones', async () => {
    const rows = [
      'address;zone;hour;frequency;weekday;sources;language',
      'good-one@baku.example;Asia/Baku;7;daily;;emn;en',
      'no-zone@baku.example;Mars/Olympus;7;daily;;;en',
      'no-hour@baku.example;UTC;25;daily;;;en',
      '"line\nbreak@baku.example";UTC;7;daily;;;en',
      '"Reader" <x@baku.example>;UTC;7;daily;;;en',
      'no-source@baku.example;UTC;7;daily;;astrology;en',
      'no-day@baku.example;UTC;7;weekly;9;;en',
      'no-tongue@baku.example;UTC;7;daily;;;tlh',
      'good-one@baku.example;UTC;7;daily;;;en',
      'too;many;cells;in;this;row;of;all',
      'good-two@baku.example;Europe/Berlin;0;weekdays;;;tr',
    ];
    const { code, out } = await run('subscribers', 'import', file(rows.join('\n')), '--consent', 'Forms');
    expect(code).toBe(1);
    const told = out.trim().split('\n');
    expect(told.at(-1)).toBe(
      '2 imported, 0 asked to confirm, 0 known already, unchanged, 0 suppressed, left alone, 9 broken',
    );
    const faults = [
      /^Line 3: zone "Mars\/Olympus": write a time zone/,
      /^Line 4: hour "25": write a whole number/,
      /^Line 6: address "line\\nbreak@baku.example": An address cannot contain spaces, line breaks/,
      /^Line 7: /,
      /^Line 8: sources "astrology": there is none such/,
      /^Line 9: weekday "9": write 1 for Monday/,
      /^Line 10: language "tlh": write en, ru, tr or ar/,
      /^Line 11: address: it stands on line 2 already/,
      /^Line 12: .*is a comma or a quotation mark missing\?$/,
    ];
    for (const fault of faults) expect(told.some((line) => fault.test(line)) ? fault : told).toBe(fault);
    expect(await known('good-two@baku.example')).toMatchObject({
      status: 'active',
      preferences: { cadence: { frequency: 'weekdays', hour: 0, zone: 'Europe/Berlin' }, language: 'tr' },
    });
    expect(await known('no-hour@baku.example')).toBeUndefined();
  });

  test.each([
    ['a file that is not there', () => join(caravan.dataDir, 'none.csv'), /none\.csv cannot be read/],
    ['a file without addresses', () => file('name,zone\nA,UTC\n'), /has no column "address"/],
    ['a file that is no text', () => file(Buffer.from([0xff, 0xfe, 0x00, 0xd8])), /cannot be read/],
  ])('refuses %s in words', async (_, path, words) => {
    const { code, err } = await run('subscribers', 'import', path());
    expect(code).toBe(1);
    expect(err).toMatch(words);
    expect(err).not.toMatch(/\n {4}at /);
  });
});

test('an export is a file that import takes, and no cell of it is a formula', async () => {
  await caravan.subscribers.change((await tools.add('round@baku.example')).id, (row) => ({
    ...row,
    reason: '=HYPERLINK("x")',
  }));
  const { out } = await run('subscribers', 'export');
  expect(out).toMatch(/^address,topics,.*\n/);
  expect(out).toContain(`"'=HYPERLINK(""x"")"`);
  const before = await known('round@baku.example');
  await caravan.subscribers.remove(before!.id);
  const again = await run('subscribers', 'import', file(out), '--consent', 'our own export');
  expect(again.out).toMatch(
    /^Ignored: the columns id, status, reason, since, consent, made\.\n\d imported, .* 0 broken\n$/,
  );
  expect((await known('round@baku.example'))?.preferences).toEqual(before?.preferences);
});

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
    'No mail goes to loud@baku.example any more.\n',
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
    'gone@baku.example is forgotten.\n',
  );
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(twinOperator(caravan.twin.endpoint)));
  for (const table of ['SubscribersTable', 'DeliveriesTable']) {
    const { Items = [] } = await client.send(new ScanCommand({ TableName: caravan.twin.outputs[table] }));
    expect(Items.length).toBeGreaterThan(0);
    expect(JSON.stringify(Items)).not.toMatch(new RegExp(`${reader.id}|gone@baku`));
  }
  expect((await run('subscribers', 'forget', 'gone@baku.example', '--yes')).out).toBe(
    'Nothing is kept of gone@baku.example.\n',
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
    expect(status.out).toMatch(/✗ +digests +the longest due was due 20 min ago +caravan digests list/);
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
