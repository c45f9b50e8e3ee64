import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from '@jest/globals';
import { newSource } from '../../modules/sources/newSource.ts';
import { synthCaravan } from '../../bin/synth.ts';
import type { Invocation } from '../../local/lambda/lambdaFunction.ts';
import { startCaravan } from '../helpers/caravan.ts';
import type { TestCaravan } from '../helpers/caravan.ts';
import { caravanOn } from '../helpers/commandLine.ts';
import { startPublisher } from '../helpers/publisher.ts';
import type { TestPublisher } from '../helpers/publisher.ts';

const ending: (() => unknown)[] = [];
afterEach(async () => {
  await Promise.all(ending.splice(0).map((end) => end()));
});

async function started(cdkOut?: string): Promise<TestCaravan> {
  const caravan = await startCaravan(cdkOut === undefined ? {} : { cdkOut });
  ending.push(() => caravan.stop());
  return caravan;
}

async function publishing(...titles: string[]): Promise<TestPublisher> {
  const publisher = await startPublisher();
  ending.push(() => publisher.stop());
  publisher.items = titles.map((title) => ({ guid: title, title }));
  return publisher;
}

const folder = mkdtempSync(join(tmpdir(), 'caravan-planted-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/**
 * Caravan's own assembly, but that a regular expression of the sanitiser is what it once was: exponential for no-break
 * spaces.
 */
async function planted(): Promise<string> {
  cpSync(await synthCaravan('local'), folder, { recursive: true });
  const [file, ...more] = globSync(join(folder, '**/reader.mjs'));
  const code = readFileSync(file!, 'utf8');
  const worse = code.replace(String.raw`/<p>\s*<\/p>/g`, () => String.raw`/<p>(?:\s|\u00A0)*<\/p>/g`);
  expect([more.length, worse.length - code.length]).toEqual([
    0,
    String.raw`(?:\s|\u00A0)*`.length - String.raw`\s*`.length,
  ]);
  writeFileSync(file!, worse);
  return folder;
}

test('a document that is read without end ends as an outcome of its source, and stops no other', async () => {
  const caravan = await started(await planted());
  const invocations: Invocation[] = [];
  caravan.twin.events.on('invocation', (invocation) => {
    if (invocation.function.startsWith('PollingIngest')) invocations.push(invocation);
  });
  const [host, ...others] = [await publishing('Fine'), await publishing('Fine'), await publishing('Fine')];
  host.answer = (response) =>
    response.writableEnded ||
    (host.requests.length > 1
      ? false
      : response.end(
          '<rss version="2.0"><channel><title>T</title><item><guid>a</guid><title>A poem</title><description>' +
            `<![CDATA[<p>${'&nbsp;'.repeat(60)}indented</p>]]></description></item></channel></rss>`,
        ));
  const urls = { poem: host.url, 'same-host': `${host.url}?other`, 'host-b': others[0].url, 'host-c': others[1].url };
  const sources = Object.entries(urls).map(([id, url]) => newSource({ id, name: id, url }, new Date()));
  for (const source of sources) await caravan.sources.add(source);
  await caravan.polls.ask(sources);
  await caravan.twin.idle();

  const outcomeOf = async (id: string) => (await caravan.sources.get(id))?.lastOutcome;
  expect(await outcomeOf('poem')).toMatchObject({
    kind: 'unreadable',
    words: 'Reading it took longer than 8 s and was stopped: ask the publisher for a shorter or simpler feed.',
  });
  for (const id of ['same-host', 'host-b', 'host-c']) expect(await outcomeOf(id)).toMatchObject({ kind: 'new' });
  expect(invocations.filter(({ result }) => !result.ok)).toEqual([]);
  expect((await caravanOn(caravan.dataDir, ['sources', 'show', 'poem'])).out).toContain(
    'Reading it took longer than 8 s',
  );
});

test('26,000 tombstones are an outcome in words: what is known is withdrawn, and nothing is announced twice', async () => {
  const [caravan, publisher] = [await started(), await publishing('Kept', 'Taken')];
  await caravan.add('wire', publisher.url);
  publisher.items = publisher.items.slice(0, 1);
  publisher.withdrawn = [...Array.from({ length: 26_000 }, (_, index) => `old-${index}`), 'Taken'];
  expect(await caravan.poll('wire')).toMatchObject({
    failures: 0,
    lastOutcome: { kind: 'new', words: 'Read 1 items; 1 new or changed.' },
    notes: ['it takes back 26001 items, of which 25000 are heeded at once: ask the publisher to drop old ones'],
  });
  publisher.items = [{ guid: 'Kept', title: 'Kept, and corrected' }];
  expect(await caravan.poll('wire')).toMatchObject({
    failures: 0,
    lastOutcome: { kind: 'new', words: 'Read 1 items; 1 new or changed.' },
  });
  expect(await caravan.poll('wire')).toMatchObject({ failures: 0, lastOutcome: { kind: 'unchanged' } });
  expect(
    caravan.events.map(({ type, article: { title, version } }) => `${type} ${version} ${title}`).toSorted(),
  ).toEqual([
    'article.published 1 Kept',
    'article.published 1 Taken',
    'article.updated 2 Kept, and corrected',
    expect.stringMatching(/^article\.withdrawn 2 /),
  ]);
});
