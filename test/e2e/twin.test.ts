import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { FaultKind } from '../../local/gateway/faults.ts';
import { readTwinFile } from '../../local/twinFile.ts';
import { startTwin } from '../../local/startTwin.ts';
import { newDataDir, relayAssembly, removeDataDir, startRelay, type Relay } from '../helpers/relay.ts';

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

const textOfItem = async (id: string): Promise<string | undefined> =>
  (await relay.table.send(new GetItemCommand({ TableName: relay.twin.outputs['TableName'], Key: { id: { S: id } } })))
    .Item?.['text']?.S;

describe('the way through the stack', () => {
  test('work is stored, its change announced, and readers get it', async () => {
    const before = relay.twin.meter.snapshot();
    await relay.work({ id: 'a', text: 'first' });
    expect(await relay.next('ReadersUrl')).toMatchObject({ eventName: 'INSERT', id: 'a', text: 'first' });
    await relay.work({ id: 'a', text: 'second' });
    expect(await relay.next('ReadersUrl')).toMatchObject({
      eventName: 'MODIFY',
      id: 'a',
      text: 'second',
      old: 'first',
    });
    await relay.twin.idle();

    const { lines, dollars } = relay.twin.meter.since(before);
    const puts = lines.find(({ function: fn, operation }) => fn === relay.id('Store') && operation === 'PutItem');
    // One unit for the table each time; the index, of keys only, changes with the first put alone.
    expect(puts).toMatchObject({ calls: 2, writeUnits: 3 });
    expect(dollars).toBeGreaterThan(0);
  });

  test('a write that changes nothing makes no record', async () => {
    await relay.work({ id: 'same', text: 'x' });
    await relay.next('ReadersUrl');
    await relay.work({ id: 'same', text: 'x' });
    await relay.work({ id: 'other', text: 'y' });
    expect(await relay.next('ReadersUrl')).toMatchObject({ id: 'other' });
  });

  test('a topic is heard by the twin itself', async () => {
    const heard = once(relay.twin.events, 'notification');
    await relay.work({ id: 'heard', text: 'x' });
    const [{ message }] = (await heard) as [{ message: string }];
    expect(JSON.parse(message)).toMatchObject({ id: 'heard' });
    await relay.next('ReadersUrl');
  });

  test('poison reaches the dead letters after two tries, and its neighbours do not', async () => {
    await Promise.all([relay.work({ id: 'p', poison: true }), relay.work({ id: 'good', text: 'fine' })]);
    expect(await relay.next('DeadUrl')).toMatchObject({ poison: true });
    expect(await relay.next('ReadersUrl')).toMatchObject({ id: 'good' });
    await relay.twin.idle();
  });

  test('a record that fails for good goes to the destination with its place, and those after it go on', async () => {
    await relay.work({ id: 'bad', text: 'unspeakable' });
    await relay.work({ id: 'next', text: 'said' });
    expect(await relay.next('ReadersUrl')).toMatchObject({ id: 'next' });
    expect(await relay.next('DeadUrl')).toMatchObject({
      requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 2 },
      DDBStreamBatchInfo: { batchSize: 1 },
    });
    await relay.twin.idle();
  });

  test('a function past its timeout is ended, and one that crashes is replaced', async () => {
    const outcomes: string[] = [];
    relay.twin.events.on('invocation', ({ result }) => {
      if (!result.ok) outcomes.push(result.fault.errorMessage);
    });
    await relay.work({ id: 'slow', text: 'x', sleep: 10_000 });
    await relay.work({ id: 'crash', crash: true });
    await Promise.all([relay.next('DeadUrl'), relay.next('DeadUrl')]);
    expect(outcomes).toContain('Task timed out after 2.00 seconds');
    expect(outcomes).toContain('Runtime exited without providing a reason');
    await relay.work({ id: 'after', text: 'alive' });
    expect(await relay.next('ReadersUrl')).toMatchObject({ id: 'after' });
    relay.twin.events.removeAllListeners('invocation');
    await relay.twin.idle();
  });
});

describe('faults', () => {
  test.each<[FaultKind, boolean]>([
    ['throttle', false],
    ['fail', false],
    ['timeout-before', false],
    ['timeout-after', true],
    ['kill-before', false],
    ['kill-after', true],
  ])('%s: retried to the same end (effect first: %s)', async (kind, effectFirst) => {
    const id = `fault-${kind}`;
    const seen: boolean[] = [];
    // Twice, as the SDK itself tries twice: the message must come round again.
    relay.twin.faults.add({
      function: relay.id('Store'),
      service: 'dynamodb',
      operation: 'PutItem',
      kind,
      times: kind.startsWith('kill') ? 1 : 2,
    });
    const failed = once(relay.twin.events, 'invocation').then(async () => {
      seen.push((await textOfItem(id)) !== undefined);
    });
    await relay.work({ id, text: kind });
    await failed;
    if (effectFirst) expect(seen).toEqual([true]);
    expect(await relay.next('ReadersUrl')).toMatchObject({ id, text: kind });
    await relay.twin.idle();
    expect(relay.twin.faults.pending).toBe(0);
    expect(await textOfItem(id)).toBe(kind);
    expect(relay.twin.depth(relay.id('Readers'))).toMatchObject({ visible: 0, inFlight: 0, delayed: 0 });
  });
});

describe('the HTTP API', () => {
  test('reads, refuses what is not routed, and answers HEAD', async () => {
    await relay.work({ id: 'web', text: 'shown' });
    await relay.next('ReadersUrl');
    const { url } = relay.twin;
    expect(await (await fetch(`${url}/items/web`)).json()).toEqual({ id: 'web', text: 'shown' });
    const head = await fetch(`${url}/items/web`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    const missing = await fetch(`${url}/nowhere`);
    expect([missing.status, await missing.json()]).toEqual([404, { message: 'Not Found' }]);
    expect((await fetch(`${url}/items/none`)).status).toBe(404);
  });

  test('hands on the request as payload format 2.0 does', async () => {
    const response = await fetch(`${relay.twin.url}/echo/a/b%20c?x=1&x=2&y=`, {
      method: 'PUT',
      headers: { cookie: 'one=1; two=2', 'content-type': 'application/octet-stream' },
      body: new Uint8Array([0, 255]),
    });
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(await response.json()).toMatchObject({
      version: '2.0',
      routeKey: 'ANY /echo/{rest+}',
      rawPath: '/echo/a/b c',
      rawQueryString: 'x=1&x=2&y=',
      queryStringParameters: { x: '1,2', y: '' },
      pathParameters: { rest: 'a/b c' },
      cookies: ['one=1', 'two=2'],
      isBase64Encoded: true,
      body: 'AP8=',
      requestContext: { http: { method: 'PUT', path: '/echo/a/b c' } },
    });
    expect(
      (await fetch(`${relay.twin.url}/echo/big`, { method: 'POST', body: 'x'.repeat(10 * 1024 * 1024 + 1) })).status,
    ).toBe(413);
  });

  test('a call without a grant is refused and recorded', async () => {
    const response = await fetch(`${relay.twin.url}/forbidden`, { method: 'POST' });
    expect(await response.text()).toBe('AccessDeniedException');
    expect(relay.twin.refusals).toEqual([
      expect.objectContaining({ function: relay.id('Web'), action: 'dynamodb:DeleteItem' }),
    ]);
  });
});

test('a schedule invokes its function, and a failed one ends at its destination', async () => {
  await relay.twin.fire('all');
  expect(await relay.next('ReadersUrl')).toMatchObject({ id: 'tick' });
  relay.twin.faults.add({ function: relay.id('Tick'), kind: 'fail', times: 4 });
  await relay.twin.fire('all');
  expect(await relay.next('DeadUrl')).toMatchObject({
    requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 2 },
    requestPayload: { source: 'aws.events' },
  });
});

test('what the twin does not run is said', () => {
  expect(relay.twin.notRun).toEqual(['buckets']);
});

describe('the data folder', () => {
  test('a second start on it is refused in words, and leaves the first alone', async () => {
    await expect(startTwin({ dataDir: relay.dataDir, port: 0, cdkOut: await relayAssembly() })).rejects.toThrow(
      'is in use by another twin',
    );
    expect(readTwinFile(relay.dataDir)).toMatchObject({ url: relay.twin.url, endpoint: relay.twin.endpoint });
  });

  test('a restart finds rows, messages and the records that nobody has read', async () => {
    const dataDir = newDataDir();
    const first = await startRelay({ dataDir });
    first.twin.faults.add({ function: first.id('Announce'), kind: 'fail', times: 1_000 });
    await first.table.send(
      new PutItemCommand({
        TableName: first.twin.outputs['TableName'],
        Item: { id: { S: 'kept' }, text: { S: 'over the restart' } },
      }),
    );
    await first.stop();
    expect(existsSync(join(dataDir, 'twin.json'))).toBe(false);
    const second = await startRelay({ dataDir });
    expect(await second.next('ReadersUrl')).toMatchObject({ id: 'kept', text: 'over the restart' });
    await second.stop();
    removeDataDir(dataDir);
  });
});
