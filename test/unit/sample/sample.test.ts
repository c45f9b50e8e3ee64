import { afterEach, expect, test } from '@jest/globals';
import Parser from 'rss-parser';
import { feedXml } from '../../../sample/feed.ts';
import { guidOf, nextStep, openNewsroom, script, storyOf } from '../../../sample/newsroom.ts';
import { startSample, type SamplePublisher } from '../../../sample/publisher.ts';
import { newDataDir, removeDataDir } from '../../helpers/relay.ts';

const now = new Date('2026-03-01T08:00:00Z');
const opened = openNewsroom(4001, now);
const after = (steps: number) =>
  Array.from({ length: steps }).reduce<typeof opened>((state) => nextStep(state, now), opened);

let sample: SamplePublisher | undefined;
const folders: string[] = [];
afterEach(async () => {
  await sample?.stop();
  for (const folder of folders.splice(0)) removeDataDir(folder);
});

test('the feed parses at every step, and tells the story of trade ties', async () => {
  for (let step = 0; step <= script.length * 2; step += 1) {
    const feed = await new Parser().parseString(feedXml(after(step), 'http://127.0.0.1:4001'));
    expect(new Set(feed.items.map(({ guid }) => guid)).size).toBe(feed.items.length);
    if (step === 0)
      expect(feed.items.map(({ title }) => title)).toContain('South Korea and Japan restore their trade ties');
  }
});

test('each correction of the script changes its story, and each withdrawal leaves a tombstone', () => {
  for (const [index, [kind, slug]] of script.entries()) {
    const state = after(index + 1);
    const item = state.items.find((candidate) => candidate.slug === slug);
    if (kind === 'correct' && item)
      expect(storyOf(item).paragraphs).not.toEqual(storyOf({ ...item, correctedAt: undefined }).paragraphs);
    if (kind === 'correct') expect(storyOf(item ?? { slug, edition: 1, publishedAt: '' }).correction).toBeDefined();
    if (kind === 'withdraw')
      expect([item, state.withdrawn[0]?.guid]).toEqual([undefined, guidOf({ slug, edition: 1 })]);
  }
});

test('it pings after each change, answers 304, and keeps its port over a restart', async () => {
  const dataDir = newDataDir();
  folders.push(dataDir);
  const pings: string[] = [];
  const start = () =>
    startSample({
      dataDir,
      onChange: async (feedUrl) => {
        pings.push(feedUrl);
      },
    });
  sample = await start();
  const { feedUrl } = sample;
  // Fetch would keep the connection, and use it again after the restart.
  const get = (headers: Record<string, string> = {}) =>
    fetch(feedUrl, { headers: { connection: 'close', ...headers } });
  const etag = (await get()).headers.get('etag') ?? '';
  expect((await get({ 'if-none-match': etag })).status).toBe(304);
  await sample.step();
  expect((await get({ 'if-none-match': etag })).status).toBe(200);
  expect(pings).toEqual([feedUrl, feedUrl]);
  await sample.stop();
  sample = await start();
  expect(sample.feedUrl).toBe(feedUrl);
  expect(await (await get()).text()).toContain('Talks resume in the container port dispute');
});
