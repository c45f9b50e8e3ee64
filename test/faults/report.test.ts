import { expect, test } from '@jest/globals';
import { untilQuiet } from '../../local/idle.ts';
import { TwinError } from '../../local/twinError.ts';
import { lost, nothingIn } from './breach.ts';
import { reportOf, withReport } from './report.ts';
import type { Ran } from './report.ts';

const point = {
  function: 'PollingIngest00000000',
  service: 'dynamodb',
  operation: 'PutItem',
  nth: 1,
  kind: 'fail',
} as const;
const sown = { seed: 1, steps: 3, breaches: [], shortest: undefined };
const ran = (more: Partial<Ran>): Ran => ({
  command: 'npm run test:faults',
  core: undefined,
  random: undefined,
  ...more,
});

test('a run comes to nothing where the twin is not at rest in its time, and no other error is taken for that', async () => {
  const never = {
    queues: () => [],
    streams: () => [],
    functions: [],
    failures: [],
    asyncRunning: () => 1,
    handled: () => 0,
    mailEvents: () => 0,
    expiring: () => 0,
    depth: () => {
      throw new Error('There is no queue.');
    },
  };
  const error: unknown = await untilQuiet(never, 1).catch((reason: unknown) => reason);
  expect(nothingIn(error)).toMatch(/not idle after 1 ms: asynchronous invocations run/);
  expect(nothingIn(new TwinError('The twin cannot run this.'))).toBeUndefined();
  expect(nothingIn(new Error('The twin is not idle'))).toBeUndefined();
});

test('what came to nothing is counted and named, and breaks nothing', () => {
  const { text, held } = reportOf(
    ran({
      core: {
        calls: 2,
        places: 1,
        points: 2,
        seconds: 1,
        broken: [
          { point, met: true, breaches: [], repeats: 0 },
          { point, met: false, breaches: [], repeats: 0, nothing: 'not idle' },
        ],
      },
      random: { seeds: 2, seconds: 1, sown: [sown, { ...sown, seed: 2, nothing: 'not idle either' }] },
    }),
  );
  expect(held).toBe(true);
  expect(text).toContain('- PollingIngest, dynamodb PutItem 1: fail: not idle\n');
  expect(text).toContain('- seed 2: not idle either\n');
  expect(text.match(/\| of which came to nothing \| 1 \|/g)).toHaveLength(2);
});

test('what broke the promise is told with its shortest history', () => {
  const { text, held } = reportOf(
    ran({
      random: {
        seeds: 1,
        seconds: 1,
        sown: [{ ...sown, breaches: [lost('healthy heard nothing')], shortest: [{ do: 'renew' }] }],
      },
    }),
  );
  expect(held).toBe(false);
  expect(text).toContain('### Seed 1\n- healthy heard nothing\n\n```\n[\n  {"do":"renew"},\n]\n```');
});

test('another report leaves the figures of planted defects as they are', () => {
  const planted = /## Defects that were planted[\s\S]*$/.exec(withReport('# Reliability'))?.[0];
  expect(planted).toContain('npm run test:faults:planted');
});
