import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { afterEach, expect, test } from '@jest/globals';
import { readTwinFile } from '../../local/twinFile.ts';
import { caravanOn } from '../helpers/commandLine.ts';
import { newDataDir, removeDataDir } from '../helpers/relay.ts';

const started: ChildProcess[] = [];
const folders: string[] = [];
const blockers: Server[] = [];
afterEach(async () => {
  for (const child of started.splice(0))
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  for (const blocker of blockers.splice(0)) blocker.close();
  for (const folder of folders.splice(0)) removeDataDir(folder);
});

function dataDir(): string {
  const folder = newDataDir();
  folders.push(folder);
  return folder;
}

/** `npm start` without npm, and its lines as they come. */
function start(
  folder: string,
  port = '0',
): { child: ChildProcess; lines: AsyncIterator<string>; errors: Promise<string>; ended: Promise<unknown[]> } {
  const child = spawn(process.execPath, ['sample/start.ts'], {
    env: { ...process.env, CARAVAN_DATA: folder, PORT: port, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  const errors = Array.fromAsync(child.stderr, String).then((chunks) => chunks.join(''));
  return {
    child,
    lines: createInterface({ input: child.stdout })[Symbol.asyncIterator](),
    errors,
    ended: once(child, 'exit'),
  };
}

async function until(lines: AsyncIterator<string>, pattern: RegExp): Promise<RegExpExecArray> {
  for (;;) {
    const { value, done } = (await lines.next()) as IteratorResult<string, undefined>;
    if (done) throw new Error(`The output ended without ${String(pattern)}.`);
    const match = pattern.exec(value ?? '');
    if (match) return match;
  }
}

test('it says that it is ready, tells each article’s event, and ends at a signal with nothing left', async () => {
  const folder = dataDir();
  const { child, lines, ended, errors } = start(folder);
  const [, url = ''] = await until(lines, /^Caravan is ready: (http:\/\/localhost:\d+)$/);
  const [, partner = ''] = await until(
    lines,
    /^A partner's site, Silk Road Courier \(sample\): (http:\/\/127\.0\.0\.1:\d+)$/,
  );
  await until(
    lines,
    /^\d\d:\d\d:\d\d {2}published {3}South Korea and Japan restore their trade ties {2}\(Eurasia Media Network \(sample\)\) v1$/,
  );
  expect(await (await fetch(`${url}/feeds/all.rss`)).text()).toContain(
    'South Korea and Japan restore their trade ties',
  );
  expect(readTwinFile(folder)).toMatchObject({ url, pid: child.pid });
  expect((await fetch(partner)).status).toBe(200);

  const bill = JSON.parse((await caravanOn(folder, ['costs', '--json'])).out) as {
    announced: number;
    dollars: number;
    perMillionArticles: number;
    spent: { what: string; service: string; dollars: number }[];
  };
  expect(bill.announced).toBeGreaterThan(0);
  expect(bill.perMillionArticles).toBeCloseTo((bill.dollars / bill.announced) * 1e6, 6);
  expect(bill.spent).toContainEqual(expect.objectContaining({ what: 'Ingest', service: 'dynamodb' }));
  expect((await caravanOn(folder, ['costs'])).out).toMatch(
    /^\$0\.\d{7} since the twin was started\. With \d+ announced .*\$\d+\.\d\d for a million/,
  );

  const second = start(folder);
  expect(await second.errors).toMatch(/is in use by another twin/);
  expect(await second.ended).toEqual([1, null]);

  child.kill('SIGINT');
  expect(await ended).toEqual([0, null]);
  expect(await errors).not.toContain('The twin failed');
  expect(readTwinFile(folder)).toBeUndefined();

  const again = start(folder);
  await until(again.lines, /^Caravan is ready/);
  const [, samePartner = ''] = await until(again.lines, /^A partner's site, Silk Road Courier \(sample\): (.+)$/);
  expect(samePartner).toBe(partner);
  expect(await (await fetch(samePartner)).text()).toContain('South Korea and Japan restore their trade ties');
});

test('a taken port is said in words', async () => {
  const blocker = createServer().listen(0, 'localhost');
  await once(blocker, 'listening');
  const { port } = blocker.address() as AddressInfo;
  const { ended, errors } = start(dataDir(), String(port));
  blockers.push(blocker);
  expect(await errors).toBe(`Port ${port} is taken. Set PORT to another one, or to 0 for any free one.\n`);
  expect(await ended).toEqual([1, null]);
});

test.each([
  ['/dev/null', /^The data folder \/dev\/null is a file, or below one\. .*CARAVAN_DATA\)\.\n$/],
  ['/proc/nope', /^The data folder \/proc\/nope cannot be made there\. .*\n$/],
])('a data folder that cannot be used, %s, is said in one sentence', async (folder, words) => {
  const { ended, errors } = start(folder);
  expect(await errors).toMatch(words);
  expect(await ended).toEqual([1, null]);
});

test('a signal to npm alone ends the twin too, which here has no sample', async () => {
  const folder = dataDir();
  const npm = spawn('npm', ['start', '--silent', '--', '--no-sample'], {
    env: { ...process.env, CARAVAN_DATA: folder, PORT: '0', NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  started.push(npm);
  const [, url = ''] = await until(
    createInterface({ input: npm.stdout })[Symbol.asyncIterator](),
    /^Caravan is ready: (.+)$/,
  );
  expect(await (await fetch(`${url}/feeds.opml`)).text()).not.toContain('Eurasia');
  npm.kill('SIGTERM');
  // The twin holds npm's output open: it closes when the twin, too, has ended.
  await once(npm.stdout.resume(), 'close');
  await expect(fetch(url)).rejects.toThrow();
  expect(readTwinFile(folder)).toBeUndefined();
});
