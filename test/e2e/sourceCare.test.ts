import { expect, test } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runsIn, writtenRuns } from '../../modules/sources/recent.ts';
import { instant, plusSeconds } from '../../platform/values/time.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { caravanOn } from '../helpers/commandLine.ts';
import { usePublisher } from '../helpers/publisher.ts';

const caravan = useCaravan();
const publisher = usePublisher();
const other = usePublisher();
const run = (...args: string[]) => caravanOn(caravan.dataDir, args);
const dayAgo = () => instant(new Date(Date.now() - 86_400_000));

test('the same feed is added once: in another spelling, by a redirect, and by OPML', async () => {
  expect((await run('sources', 'add', publisher.url)).code).toBe(0);
  const { port } = new URL(publisher.url);
  const spellings = [`${publisher.url}/?utm_source=x#top`, `feed://127.0.0.1:${port}/%66eed.xml`];
  for (const spelling of spellings)
    expect(await run('sources', 'add', spelling)).toMatchObject({
      code: 1,
      err: expect.stringMatching(/ is a source already: test-publisher(?:, which polls http:\S+)?\.\n$/) as unknown,
    });
  other.answer = (response) => response.writeHead(302, { location: publisher.url }).end();
  expect(await run('sources', 'add', other.url)).toMatchObject({
    code: 1,
    err: `${publisher.url} is a source already: test-publisher.\n`,
  });
  const file = join(caravan.dataDir, 'twice.opml');
  const outlines = [...spellings, other.url, 'http://127.0.0.1:9/feed', 'feed://127.0.0.1:9/feed/#x'].map(
    (url) => `<outline text="Feed" xmlUrl="${url}"/>`,
  );
  writeFileSync(file, `<opml version="2.0"><body>${outlines.join('')}</body></opml>`);
  const results = JSON.parse((await run('sources', 'import', file, '--json')).out) as { added?: string }[];
  expect(results.map(({ added }) => added)).toEqual([undefined, undefined, undefined, 'feed', undefined]);
  other.answer = undefined;
  await caravan.twin.idle();
  expect((await run('sources', 'remove', 'feed')).code).toBe(0);
  expect((await run('status')).code).toBe(0);
});

test('one that has moved to the feed of another is named, and so is where it has moved', async () => {
  await caravan.add('moved', other.url);
  other.answer = (response) => response.writeHead(301, { location: publisher.url }).end();
  await caravan.poll('moved');
  expect((await run('status')).out).toMatch(
    /✗ +source moved +polls the same feed as test-publisher +caravan sources remove moved/,
  );
  expect((await run('sources', 'show', 'moved')).out).toContain(`moved to      ${publisher.url}, `);
  await caravan.sources.remove('moved');
});

test('one that has been put off for a day is failing, and one that never answered is silent', async () => {
  other.answer = (response) => response.writeHead(503, { 'retry-after': '600' }).end();
  await caravan.add('patient', other.url);
  expect((await run('status')).code).toBe(0);
  await caravan.sources.change('patient', { createdAt: dayAgo() });
  expect((await run('status')).out).toMatch(/✗ +source patient +has never answered since it was added at .*503/);
  expect((await run('sources', 'list')).out).toMatch(/patient +Publisher patient +silent/);
  const [putOff] = runsIn((await caravan.sources.get('patient'))?.recent);
  const recent = writtenRuns([{ ...putOff!, since: plusSeconds(putOff!.since, -86_400) }]);
  await caravan.sources.change('patient', { recent });
  await caravan.poll('patient');
  expect((await run('status')).out).toMatch(/✗ +source patient +The publisher has put us off at every poll since/);
  expect((await run('sources', 'show', 'patient')).out).toMatch(/retry-later × 2: The publisher has put us off/);
  other.answer = undefined;
  await caravan.poll('patient');
  expect((await run('status')).code).toBe(0);
});
