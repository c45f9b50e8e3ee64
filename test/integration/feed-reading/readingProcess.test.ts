import { afterEach, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { Worker } from 'node:worker_threads';
import { readFeed } from '../../../modules/feed-reading/readFeed.ts';
import { limits, ReadingProcess } from '../../../modules/feed-reading/readingProcess.ts';

const processes: ReadingProcess[] = [];
afterEach(() => {
  for (const one of processes.splice(0)) one.stop();
});

const started = (one: ReadingProcess): ReadingProcess => (processes.push(one), one);
/**
 * A process that loops, hoards, exits or throws, as the document's address says; what reads is thus not what is tested
 * here.
 */
const misbehaving = (milliseconds = 100_000) =>
  started(new ReadingProcess(new URL('../../fixtures/processes/misbehaving.ts', import.meta.url), milliseconds));
const at = (path: string) => ({ body: Buffer.from('<rss/>'), url: `https://p.example${path}` });
const feed = (body: string) => ({
  body: Buffer.from(body),
  contentType: 'application/rss+xml',
  url: 'https://p.example/feed',
});

test('a document is read in the process as it is here, and refused as here', async () => {
  const reading = started(new ReadingProcess());
  const story = feed(
    '<rss version="2.0"><channel><title>Té</title><item><guid>g</guid><title>A</title><description>' +
      '&lt;p&gt;b&lt;/p&gt;</description></item></channel></rss>',
  );
  expect(await reading.read(story)).toEqual(await readFeed(story));
  const page = feed('<html><head><link rel="alternate" type="application/rss+xml" href="/rss"></head></html>');
  await expect(reading.read(page)).rejects.toMatchObject({
    name: 'UnreadableFeed',
    kind: 'not-a-feed',
    discovered: ['https://p.example/rss'],
  });
});

test('one that takes too long ends in words, and those behind it are read', async () => {
  const reading = misbehaving(5_000);
  const [hangs, ...others] = [reading.read(at('/hang')), reading.read(at('/a')), reading.read(at('/b'))];
  await expect(hangs).rejects.toMatchObject({
    kind: 'unreadable',
    message: 'Reading it took longer than 5 s and was stopped: ask the publisher for a shorter or simpler feed.',
  });
  for (const [index, other] of others.entries())
    await expect(other).rejects.toMatchObject({
      kind: 'not-a-feed',
      message: expect.stringContaining(`read https://p.example/${'ab'[index]}`),
    });
});

test.each([
  ['/hoard', `Reading it took more than ${limits.heapMb} MB of memory and was stopped`],
  ['/exit', 'Reading it ended early (3), which is a fault of ours'],
  ['/throw', 'Reading it ended early (1), which is a fault of ours'],
])(
  'one that would take all with it (%s) takes its own process alone',
  async (path, words) => {
    const reading = misbehaving();
    await expect(reading.read(at(path))).rejects.toMatchObject({
      name: 'UnreadableFeed',
      kind: 'unreadable',
      message: expect.stringContaining(words),
    });
    await expect(reading.read(at('/next'))).rejects.toMatchObject({ kind: 'not-a-feed' });
  },
  100_000,
);

test('the process has no environment, where credentials are', async () => {
  process.env['AWS_SESSION_TOKEN'] = 'a secret';
  const refused = await misbehaving().read(at('/')).catch(String);
  delete process.env['AWS_SESSION_TOKEN'];
  expect(refused).toContain('read https://p.example/ with {');
  expect(refused).not.toContain('a secret');
});

test('what could not be seen to its end is not begun, and is no fault of the source', async () => {
  const reading = misbehaving().read(at('/a'), undefined, () => 20_000);
  await expect(reading).rejects.toMatchObject({
    name: 'Error',
    message: 'No time is left to read the document: its message comes again.',
  });
});

test('a reader whose owner is gone ends too, in the midst of what it reads', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const owner = new Worker(new URL('../../fixtures/processes/owner.ts', import.meta.url), {
    workerData: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
  });
  const [socket] = (await once(server, 'connection')) as [Socket];
  const ended = once(socket.on('error', () => undefined).resume(), 'close');
  await owner.terminate(); // as the twin ends a function's thread, and as Lambda ends its process
  await ended;
  server.close();
});
