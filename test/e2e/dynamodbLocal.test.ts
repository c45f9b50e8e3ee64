import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { chosenTables } from '../../local/engines/chosenTables.ts';
import { newDataDir, removeDataDir, startRelay } from '../helpers/relay.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = newDataDir();
});
afterEach(() => {
  removeDataDir(dataDir);
});

const javas = (): string[] =>
  execFileSync('ps', ['-A', '-o', 'args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.startsWith('java') && line.includes(dataDir));

async function untilNoJava(): Promise<void> {
  for (const giveUpAt = Date.now() + 5_000; javas().length > 0 && Date.now() < giveUpAt;) await sleep(50);
  expect(javas()).toEqual([]);
}

const start = (env: NodeJS.ProcessEnv = {}) => {
  const whole = { ...process.env, CARAVAN_DATA: dataDir, PORT: '0', NODE_OPTIONS: '', ...env };
  return spawn(process.execPath, ['sample/start.ts'], { env: whole, stdio: ['ignore', 'pipe', 'pipe'] });
};

/** `npm run test:dynamodb-local` runs these; they are skipped with other tables. */
const describeThere = chosenTables() === 'dynamodb-local' ? describe : describe.skip;

describeThere('on DynamoDB Local', () => {
  test('records are those of its own stream, and nothing of it is left after a stop', async () => {
    const relay = await startRelay({ dataDir });
    expect(javas()).toHaveLength(1);
    await relay.work({ id: 'a', text: 'first' });
    const { eventName, eventID } = await relay.next('ReadersUrl');
    expect([eventName, eventID]).toEqual(['INSERT', expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-/)]);
    await relay.stop();
    expect(javas()).toEqual([]);
  });

  test('it ends with a twin that is killed', async () => {
    const child = start();
    for await (const line of createInterface({ input: child.stdout })) if (line.startsWith('Caravan is ready')) break;
    expect(javas()).toHaveLength(1);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await untilNoJava();
  });

  test('that it does not start is said', async () => {
    const child = start({ PATH: '' });
    const [errors] = await Promise.all([Array.fromAsync(child.stderr, String), once(child, 'exit')]);
    expect(errors.join('')).toBe('DynamoDB Local did not start:\nError: spawn java ENOENT\n');
    expect(child.exitCode).toBe(1);
  });
});
