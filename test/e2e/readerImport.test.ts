import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
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
const known = (address: string) => tools.known(address);
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
      'Ignored: the columns shoe size.\n' +
        '2 imported, 0 asked to confirm, 1 known already, unchanged, 1 suppressed, left alone, ' +
        '0 have left, left alone, 0 broken\nOn the local twin.\n',
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

  test('asks everybody else to confirm, and leaves alone who left, whatever the file says, unless it is meant', async () => {
    const left = await tools.add('left@baku.example', { status: 'left' });
    await run('subscribers', 'import', file('address\nasked@baku.example\n'));
    const old = file('address\nleft@baku.example\n');
    expect((await run('subscribers', 'import', old, '--consent', 'An old list')).out).toContain(
      '1 have left, left alone',
    );
    await caravan.twin.idle();
    expect(mailsTo('left@baku.example')).toHaveLength(0);
    await run('subscribers', 'import', old, '--ask-again');
    await caravan.twin.idle();
    expect(mailsTo('asked@baku.example')).toHaveLength(1);
    expect(await known('asked@baku.example')).toMatchObject({ status: 'pending' });
    expect(mailsTo('left@baku.example')).toHaveLength(1);
    expect(await tools.row(left)).toMatchObject({ status: 'left' });
  });

  test("knows other programs' columns, and with --dry-run only counts", async () => {
    const tabbed = file('Email Address\ttimeZone\tLang\ntabbed@baku.example\tAsia/Baku\ttr\n');
    const dry = await run('subscribers', 'import', tabbed, '--consent', 'Mailchimp', '--dry-run');
    expect(dry.out).toMatch(/^1 imported, /);
    expect(await known('tabbed@baku.example')).toBeUndefined();
    await run('subscribers', 'import', tabbed, '--consent', 'Mailchimp');
    expect(await known('tabbed@baku.example')).toMatchObject({
      preferences: { language: 'tr', cadence: { zone: 'Asia/Baku' } },
    });
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
    expect(told.at(-2)).toBe(
      '2 imported, 0 asked to confirm, 0 known already, unchanged, 0 suppressed, left alone, 0 have left, left alone, 9 broken',
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
    /^Ignored: the columns id, status, reason, since, consent, made\.\n\d imported, .* 0 broken\nOn the local twin\.\n$/,
  );
  expect((await known('round@baku.example'))?.preferences).toEqual(before?.preferences);
});
