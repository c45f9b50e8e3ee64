import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { newDataDir, removeDataDir, startRelay, type Relay } from '../helpers/relay.ts';

let relay: Relay;
beforeAll(async () => {
  relay = await startRelay({ dataDir: newDataDir() });
});
afterEach(() => {
  relay.twin.faults.clear();
});
afterAll(async () => {
  await relay.stop();
  removeDataDir(relay.dataDir);
});

/** What a function of the relay tells of the secret that it asks for. */
const read = async (path: string, { twin } = relay): Promise<string> => (await fetch(`${twin.url}${path}`)).text();

test('a function with the grant reads the secret that the template generates, by its ARN, by less of it and by its name', async () => {
  const { SecretArn: arn = '', SecretName: name = '' } = relay.twin.outputs;
  const before = relay.twin.meter.snapshot();
  const value = await read('/trusted');
  expect(JSON.parse(value)).toEqual({ user: 'relay', password: expect.stringMatching(/^[a-zA-Z0-9]{32}$/) as unknown });
  for (const id of [arn, arn.slice(0, -7), name]) expect(await read(`/trusted?id=${id}`)).toBe(value);
  const { lines } = relay.twin.meter.since(before);
  expect(lines.find(({ service }) => service === 'secretsmanager')).toMatchObject({
    function: relay.id('Trusted'),
    operation: 'GetSecretValue',
    calls: 4,
    requests: 4,
  });
});

test('one without it is refused, and so is a secret that no grant names', async () => {
  const { SecretArn: arn } = relay.twin.outputs;
  expect(await read('/secret')).toBe('AccessDeniedException');
  expect(relay.twin.refusals.at(-1)).toEqual({
    function: relay.id('Web'),
    action: 'secretsmanager:GetSecretValue',
    resource: arn,
  });
  expect(await read('/trusted?id=other')).toBe('AccessDeniedException');
  expect(relay.twin.refusals.at(-1)).toMatchObject({ function: relay.id('Trusted') });
});

test('faults meet it as any service', async () => {
  const fault = { function: relay.id('Trusted'), service: 'secretsmanager', operation: 'GetSecretValue' };
  relay.twin.faults.add({ ...fault, kind: 'throttle' });
  expect(await read('/trusted')).toContain('password');
  relay.twin.faults.add({ ...fault, kind: 'fail', times: 2 });
  expect(await read('/trusted')).toBe('InternalServerError');
  expect(relay.twin.faults.pending).toBe(0);
});

test('a restart keeps the value, which stands neither in the logs nor in twin.json', async () => {
  const dataDir = newDataDir();
  const values: string[] = [];
  const written: string[] = [];
  for (let start = 0; start < 2; start += 1) {
    const restarted = await startRelay({ dataDir });
    restarted.twin.events.on('log', (line) => {
      written.push(JSON.stringify(line));
    });
    values.push(await read('/trusted', restarted));
    await read('/secret', restarted);
    written.push(readFileSync(join(dataDir, 'twin.json'), 'utf8'));
    await restarted.stop();
  }
  removeDataDir(dataDir);
  const [value = '', again] = values;
  expect(again).toBe(value);
  const { password } = JSON.parse(value) as { password: string };
  expect(written.join()).toContain('asked');
  expect(written.join()).not.toContain(password);
  expect(value).not.toBe(await read('/trusted'));
});
