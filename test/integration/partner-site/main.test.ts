import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { idOf, published } from '../../helpers/partner-site/events.ts';
import { secret } from '../../helpers/partner-site/partner.ts';

const main = join(import.meta.dirname, '../../../examples/partner-site/main.ts');
const running: ChildProcess[] = [];
let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'partner-site-'));
});
afterEach(() => {
  for (const process of running.splice(0)) process.kill('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

function run(environment: Record<string, string>) {
  const process = spawn(globalThis.process.execPath, [main], {
    env: { DATA_DIR: dataDir, HOST: '127.0.0.1', PORT: '0', ...environment },
  });
  running.push(process);
  return process;
}

async function start() {
  const process = run({ CARAVAN_WEBHOOK_SECRET: secret });
  const [line] = (await once(process.stdout, 'data')) as [Buffer];
  return { process, url: /http:\S+/.exec(line.toString())?.[0] ?? '' };
}

test.each([
  [{}, 'CARAVAN_WEBHOOK_SECRET is missing.'],
  [{ CARAVAN_WEBHOOK_SECRET: 'whsec_c2hvcnQ=' }, 'a part of it seems to be missing'],
  [{ CARAVAN_WEBHOOK_SECRET: secret, PORT: 'http' }, 'PORT must be a number up to 65535, and is "http".'],
])('with %j it says what is wrong, and does not start', async (environment, words) => {
  const process = run(environment);
  const [said, exit] = await Promise.all([text(process.stderr), once(process, 'exit')]);
  expect([said, exit]).toEqual([expect.stringContaining(words), [1, null]]);
  expect(said).not.toMatch(/ at |c2hvcnQ/);
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends it at once, also while a browser holds a connection',
  async (signal) => {
    const { process, url } = await start();
    await (await fetch(url)).text();
    process.kill(signal);
    expect(await once(process, 'exit')).toEqual([0, null]);
  },
);

test('what was answered with 204 is still there after a kill', async () => {
  const first = await start();
  const body = JSON.stringify(published(1));
  const headers = {
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(Math.floor(Date.now() / 1000)),
    'webhook-signature': new Webhook(secret).sign('msg_1', new Date(), body),
  };
  expect((await fetch(`${first.url}/webhooks/caravan`, { method: 'POST', body, headers })).status).toBe(204);
  first.process.kill('SIGKILL');
  await once(first.process, 'exit');
  const second = await start();
  expect((await fetch(`${second.url}/articles/${idOf(1)}`)).status).toBe(200);
});
