import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';

const run = promisify(execFile);
/** A machine without AWS: no credentials, and no way to anybody. */
const env = {
  PATH: process.env['PATH'] ?? '',
  HOME: '/nonexistent',
  NO_COLOR: '1',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
};
const caravan = async (...args: string[]) =>
  (await run(process.execPath, ['cli/caravan.ts', 'costs', '--idle', ...args], { env })).stdout;

test('what a stage costs at rest is told by anybody, offline', async () => {
  const words = await caravan('--stage', 'prod');
  expect(words).toMatch(/^\$10\.80 a month for prod while nothing happens/);
  for (const what of ['firewall', 'alarms', 'secrets', 'keys', 'logs', 'traces']) expect(words).toContain(what);
  const { dollars, spent } = JSON.parse(await caravan('--stage', 'dev', '--json')) as {
    dollars: number;
    spent: { dollars: number }[];
  };
  expect(dollars).toBeLessThan(3);
  expect(spent.reduce((sum, one) => sum + one.dollars, 0)).toBeCloseTo(dollars);
});

test('a stage that there is not, or that stands nowhere, is named', async () => {
  await expect(caravan('--stage', 'porduction')).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('Unknown stage "porduction"') as unknown,
  });
  await expect(caravan()).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('Name it: --stage prod') as unknown,
  });
});
