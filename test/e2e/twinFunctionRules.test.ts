import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newDataDir, removeDataDir, startRelay } from '../helpers/relay.ts';
import type { Relay } from '../helpers/relay.ts';

/** What Lambda and API Gateway do and emulators forget: docs/fidelity.md names AWS's pages. */
const dataDir = newDataDir();
let relay: Relay;
let queues: SQSClient;
beforeAll(async () => {
  relay = await startRelay({ dataDir, concurrency: 3 });
  queues = new SQSClient({
    endpoint: relay.twin.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'operator', secretAccessKey: 'x' },
  });
});
afterAll(async () => {
  queues.destroy();
  await relay.stop();
  removeDataDir(dataDir);
});

describe('functions', () => {
  test('answer 6,291,556 bytes at most', async () => {
    const answer = async (length: number) => (await fetch(`${relay.twin.url}/echo/large?length=${length}`)).status;
    expect(await answer(6_291_556)).toBe(200);
    expect(await answer(6_291_557)).toBe(500);
  });

  test.each([
    ['LoopUrl', 16],
    ['MeantLoopUrl', 41],
  ])('in a loop over a queue are stopped after 16 rounds, unless it is meant: %s', async (output, rounds) => {
    let ran = 0;
    const count = ({ function: name, result }: { function: string; result: { ok: boolean } }): void => {
      if (/Loop/.test(name) && result.ok) ran += 1;
    };
    relay.twin.events.on('invocation', count);
    await queues.send(
      new SendMessageCommand({ QueueUrl: relay.twin.outputs[output], MessageBody: JSON.stringify({ left: 40 }) }),
    );
    await relay.twin.idle();
    relay.twin.events.off('invocation', count);
    expect(ran).toBe(rounds);
    if (rounds === 16) expect(await relay.next('StoppedUrl')).toEqual({ left: 24 });
  });

  test('are throttled beyond what the account runs at once', async () => {
    const slow = Array.from({ length: 3 }, (_, index) => relay.work({ id: `slow-${index}`, text: 'x', sleep: 1_500 }));
    await Promise.all(slow);
    while (relay.twin.depth(relay.id('Work')).inFlight < 3) await new Promise(setImmediate);
    const statuses = new Set<number>();
    while (relay.twin.depth(relay.id('Work')).inFlight === 3 && !statuses.has(503))
      statuses.add((await fetch(`${relay.twin.url}/echo/busy`)).status);
    expect(statuses).toContain(503);
    await relay.twin.idle();
    expect((await fetch(`${relay.twin.url}/echo/free`)).status).toBe(200);
  });

  test('get the path decoded, and a form in base64', async () => {
    const echo = async (path: string, init?: RequestInit) =>
      (await fetch(`${relay.twin.url}/echo/${path}`, init)).json() as Promise<{
        rawPath: string;
        body?: string;
        isBase64Encoded: boolean;
      }>;
    expect((await echo('caf%C3%A9%20au%2Flait')).rawPath).toBe('/echo/café au/lait');
    expect((await echo('half%3Fgone')).rawPath).toBe('/echo/half');
    const form = await echo('form', { method: 'POST', body: new URLSearchParams({ email: 'a@b.example' }) });
    expect([form.isBase64Encoded, Buffer.from(form.body ?? '', 'base64').toString()]).toEqual([
      true,
      'email=a%40b.example',
    ]);
    const json = await echo('json', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
    expect([json.isBase64Encoded, json.body]).toEqual([false, '{}']);
  });
});
