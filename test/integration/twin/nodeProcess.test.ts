import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { runNode } from '../../../local/nodeProcess.ts';

const options = { cwd: process.cwd(), env: process.env, interrupted: () => undefined };

test('an end is told with what was said', async () => {
  expect(await runNode(['-e', 'console.error("done")'], options)).toEqual({ ok: true, stderr: 'done\n' });
  expect(await runNode(['-e', 'console.error("oh"); process.exit(3)'], options)).toEqual({ ok: false, stderr: 'oh\n' });
});

test.each(['SIGINT', 'SIGTERM'] as const)('%s ends it with all that it has started', async (signal) => {
  const marker = `marker-${process.pid}-${signal}`;
  const running = (): number =>
    execFileSync('ps', ['-A', '-o', 'args='], { encoding: 'utf8' })
      .split('\n')
      .filter((line) => line.includes(`1e6) ${marker}`)).length;
  const grandchild = `require("node:child_process").spawnSync(process.execPath, ["-e", "setTimeout(() => {}, 1e6)", "${marker}"])`;
  const parent = spawn(
    process.execPath,
    [
      '--no-warnings',
      '--input-type=module',
      '-e',
      `
    import { runNode } from '${join(process.cwd(), 'local', 'nodeProcess.ts')}';
    await runNode(['-e', ${JSON.stringify(grandchild)}], { cwd: '.', env: process.env, interrupted: () => console.log('tidied') });
  `,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const said = Array.fromAsync(parent.stdout, String);
  const ended = once(parent, 'exit');
  while (running() === 0) await sleep(20);
  parent.kill(signal);
  expect(await ended).toEqual([null, signal]);
  expect(running()).toBe(0);
  expect((await said).join('')).toBe('tidied\n');
});
