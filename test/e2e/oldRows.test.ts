import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { articleKey } from '../../modules/articles/articlesTable.ts';
import { sortByLedger } from '../../modules/webhooks/replay.ts';
import { startCaravan } from '../helpers/caravan.ts';
import type { TestCaravan } from '../helpers/caravan.ts';
import { caravanOn } from '../helpers/commandLine.ts';
import { usePublisher } from '../helpers/publisher.ts';

const source = 'eurasia-media-network-sample';
const corrected = 'd4e5fbffc997b479bc99cca68f1185dd';
const guid = 'eurasia-sample-south-korea-japan-restore-trade-ties-1';
const endpoint = 'wh_e3c16cb0dd0ac9be9d284b7c';
const reader = '9f713d34551f5c1bebd2c7218d8f728b';

const publisher = usePublisher();
let caravan: TestCaravan;

const run = (...args: string[]) => caravanOn(caravan.dataDir, args);

/** Puts a release's rows into the tables, with the publisher where the test has it. */
async function load(release: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'caravan-rows-'));
  for (const table of ['sources', 'articles', 'subscribers', 'deliveries']) {
    const file = `test/fixtures/rows/${release}/${table}.json`;
    if (!existsSync(file)) continue;
    const copy = join(folder, table, 'items.json');
    cpSync(file, copy);
    writeFileSync(copy, readFileSync(copy, 'utf8').replaceAll('http://127.0.0.1:1/feed.xml', publisher.url));
    expect(await run('tables', 'import', table, join(folder, table))).toMatchObject({ code: 0, err: '' });
  }
  rmSync(folder, { recursive: true });
  await caravan.twin.idle();
}

describe.each([['first'], ['withReaders']])('rows of the release "%s"', (release) => {
  beforeAll(async () => {
    caravan = await startCaravan({ mail: { maxSendRate: 500 } });
    await load(release);
  });
  afterAll(() => caravan.stop());

  test('are served, and nobody is told of them again', async () => {
    expect(caravan.events).toEqual([]);
    for (const path of ['/feeds/all.json', `/feeds/sources/${source}.json`, '/feeds/topics/economy.json']) {
      const { items } = (await (await caravan.get(path)).json()) as { items: { title: string }[] };
      expect(items.map(({ title }) => title)).toContain('South Korea and Japan restore their trade ties');
    }
  });

  test('are read by the command line', async () => {
    for (const args of [
      ['sources', 'show', source],
      ['sources', 'list'],
      ['articles', 'show', corrected],
      ['trace', corrected],
    ])
      expect(await run(...args)).toMatchObject({ code: 0, err: '' });
  });

  if (release === 'withReaders') {
    test('of partners and readers are read too', async () => {
      for (const args of [
        ['partners', 'list'],
        ['webhooks', 'list'],
        ['subscribers', 'show', reader],
        ['digests', 'list', reader],
      ])
        expect(await run(...args)).toMatchObject({ code: 0, err: '' });
      expect(JSON.parse((await run('webhooks', 'show', endpoint, '--json')).out)).toMatchObject({
        deliveries: [{ seq: 10 }, { seq: 8 }, { seq: 6 }, { seq: 1 }],
      });
    });

    test('keep a recovery from sending what was delivered', async () => {
      const { entries } = await caravan.log.readUnsettled(0, 10);
      const [owner] = await caravan.endpoints.all();
      expect((await caravan.announcedVersions.getMany(entries)).map(({ seq }) => seq)).toHaveLength(4);
      expect(await sortByLedger(owner!, entries, caravan.ledger)).toMatchObject({
        had: [{ seq: 1 }, { seq: 6 }, { seq: 8 }, { seq: 10 }],
        lacking: [],
      });
    });

    test('let a reader’s digest go out', async () => {
      expect((await run('digests', 'preview', reader)).out).toContain('South Korea and Japan restore their trade ties');
      expect((await run('digests', 'send', reader)).code).toBe(0);
      await caravan.twin.idle();
      expect(caravan.twin.mailbox.to('aylin@baku.example')).toHaveLength(1);
    });
  }

  test('are corrected by the next poll, not announced as new, and can be taken back', async () => {
    publisher.items = [{ guid, title: 'Corrected since' }];
    await caravan.poll(source);
    const version = release === 'first' ? 2 : 3;
    expect(caravan.events).toMatchObject([
      { type: 'article.updated', article: { id: corrected, version, title: 'Corrected since' } },
    ]);
    await run('articles', 'withdraw', corrected, '--reason', 'A test.');
    await caravan.twin.idle();
    expect(caravan.events.at(-1)).toMatchObject({
      type: 'article.withdrawn',
      article: { id: corrected, version: version + 1 },
    });
  });

  test('beside them, a row of a later release is not misread: it fails in words, and waits', async () => {
    const announced = caravan.events.length;
    await caravan.documents.send(
      new PutCommand({
        TableName: caravan.tableNames.articles,
        Item: { ...articleKey('later'), id: 'later', schemaVersion: 2 },
      }),
    );
    await caravan.twin.idle();
    expect(caravan.events).toHaveLength(announced);
    const words =
      'The row ARTICLE#later ARTICLE has the schema version 2, and this release reads up to 1: deploy the ' +
      'release that wrote it, or a later one.';
    expect((await run('dlq', 'show', 'publish')).out).toContain(words);
    await expect(caravan.articles.get('later')).rejects.toThrow(words);
  });
});
