import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { writeBatch } from '../../platform/dynamodb/batches.ts';
import type { Subscriber } from '../../modules/subscribers/subscriber.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { caravanOn } from '../helpers/commandLine.ts';
import { digestTools } from '../helpers/digests.ts';
import type { DigestTools } from '../helpers/digests.ts';
import { deliveryTools } from '../helpers/partner.ts';
import { usePublisher } from '../helpers/publisher.ts';
import { useReceiver } from '../helpers/receiver.ts';

const names = ['sources', 'articles', 'subscribers', 'deliveries'] as const;
const later = () => new Date(Date.now() + 120_000);

const caravan = useCaravan({ mail: { maxSendRate: 500 } });
const publisher = usePublisher();
const receiver = useReceiver();
let tools: DigestTools;
let reader: Subscriber;
let folder: string;
beforeAll(async () => {
  tools = digestTools(caravan);
  folder = mkdtempSync(join(tmpdir(), 'caravan-export-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
});

const run = async (...args: string[]) => {
  const ran = await caravanOn(caravan.dataDir, args);
  await caravan.twin.idle();
  return ran;
};
const feed = async (path = '/feeds/all.json') =>
  ((await (await caravan.get(path)).json()) as { items: { title: string }[] }).items.map(({ title }) => title);
const told = () => ({
  heard: receiver.heard.length,
  mails: tools.mails(reader).length,
  announced: caravan.events.length,
});
const loseAll = async () => {
  for (const table of Object.values(caravan.tableNames)) {
    for await (const { Items = [] } of paginateScan({ client: caravan.documents }, { TableName: table })) {
      await writeBatch(
        caravan.documents,
        table,
        Items.map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk: pk as string, sk: sk as string } } })),
      );
    }
  }
  await caravan.twin.idle();
};

const exportAll = async () => {
  for (const name of names) expect((await run('tables', 'export', name, join(folder, name))).code).toBe(0);
};
const restoreAll = (...options: string[]) => run('tables', 'restore', folder, ...options);
const titlesHeard = (from: number) => receiver.heard.slice(from).map(({ data }) => data.title);
/** What a partner reads from a cursor on. */
const titlesSince = async (cursor: number) => {
  const { entries } = await caravan.log.read(cursor, 10, later());
  return (await caravan.announcedVersions.getMany(entries)).map(({ event }) => event.article.title);
};

test('all tables are lost and come back from an export: nobody is told anything again, and the pipeline goes on', async () => {
  await (await deliveryTools(caravan)).connect(receiver);
  publisher.items = [
    { guid: 'a', title: 'Stays' },
    { guid: 'b', title: 'Is corrected' },
    { guid: 'c', title: 'Is withdrawn' },
  ];
  await caravan.add('emn', publisher.url);
  publisher.items = [
    { guid: 'a', title: 'Stays' },
    { guid: 'b', title: 'Was corrected' },
    { guid: 'c', title: 'Is withdrawn' },
  ];
  await caravan.poll('emn');
  const withdrawn = caravan.events.find(({ article }) => article.title === 'Is withdrawn')!.article.id;
  await run('articles', 'withdraw', withdrawn, '--reason', 'Not ours.');
  reader = await tools.add('aylin@baku.example');
  await tools.sendNow(reader);
  await exportAll();
  const before = { told: told(), feed: await feed() };
  expect(before).toMatchObject({ feed: ['Was corrected', 'Stays'], told: { mails: 1, announced: 5 } });

  // What happens after the export's moment is lost with the tables.
  publisher.items = [{ guid: 'd', title: 'Came after the export' }, ...publisher.items];
  await caravan.poll('emn');
  const cursor = await caravan.log.settledEnd(later());
  const heardAfter = receiver.heard.slice(before.told.heard).map(({ id }) => id);
  expect(heardAfter).toHaveLength(1);
  await loseAll();
  expect(await feed()).toEqual([]);

  const atLoss = told();
  await run('pause', 'digests'); // by a person, who resumes it, too
  const restored = await restoreAll();
  expect(restored).toMatchObject({ code: 0, err: '' });
  expect(restored.out).toContain('These channels stand still, until you resume each: digests.');
  expect((await run('resume', 'digests')).code).toBe(0);
  expect((await run('status')).out).not.toContain('paused.');
  expect(await feed()).toEqual(before.feed);
  expect(await feed('/feeds/search.json?q=corrected+testing')).toEqual(['Was corrected']);
  expect(told()).toEqual(atLoss);
  await tools.sendNow(reader);
  expect(told()).toEqual(atLoss);

  publisher.items = [{ guid: 'e', title: 'Is news' }, ...publisher.items];
  await caravan.poll('emn');
  expect(titlesHeard(atLoss.heard)).toContain('Is news');
  // What was announced between the export and the loss comes once more, under the id that it had; where that was asked
  // for less than five minutes ago, SQS holds it for a repeat, and a replay brings it.
  await run('replay', 'webhooks', '--since', '1h');
  expect(titlesHeard(atLoss.heard).toSorted()).toEqual(['Came after the export', 'Is news']);
  expect(receiver.heard.slice(atLoss.heard).find(({ data }) => data.title === 'Came after the export')?.id).toBe(
    heardAfter[0],
  );
  expect(await feed()).toEqual(expect.arrayContaining([...before.feed, 'Came after the export', 'Is news']));
  expect(await feed()).toHaveLength(4);
  // A partner's cursor from before the loss misses nothing.
  expect((await titlesSince(cursor)).toSorted()).toEqual(['Came after the export', 'Is news']);
});

test('a row that was restored is like any other: its next change is told', async () => {
  publisher.items = publisher.items.map((item) => (item.guid === 'a' ? { ...item, title: 'Stays, corrected' } : item));
  await caravan.poll('emn');
  expect(receiver.heard.at(-1)?.data).toMatchObject({ title: 'Stays, corrected', version: 2 });
});

test('a restore says what would go backwards, and asks', async () => {
  const stays = caravan.events.find(({ article }) => article.title === 'Stays')!.article.id;
  await run('articles', 'withdraw', stays, '--reason', 'A court says so.');
  await caravan.subscribers.change(reader.id, (row) => ({ ...row, status: 'left', dueAt: undefined }));
  const refused = await restoreAll();
  expect(refused).toMatchObject({ code: 1, out: '' });
  expect(refused.err).toMatch(/articles: of \d+ rows, \d+ stand in a later state, which would be lost\./);
  expect(refused.err).toContain(`1 withdrawn since would be out again: ${stays}.`);
  expect(refused.err).toContain(`1 who left, or were suppressed, since would get mail again: ${reader.id}.`);
  expect(await caravan.articles.get(stays)).toMatchObject({ status: 'withdrawn' });
  expect((await run('status')).out).not.toContain('paused.');

  expect((await restoreAll('--yes', '--keep-paused')).out).toContain(`would be out again: ${stays}.`);
  expect((await run('status')).out).toContain('channel announcing');
  expect((await run('articles', 'withdraw', stays, '--reason', 'A court says so.')).code).toBe(0);
  for (const channel of ['announcing', 'comments', 'confirmations', 'digests', 'webhooks', 'polling'])
    await run('resume', channel);
  expect(await feed()).not.toContain('Stays');
});

describe('an export', () => {
  test('goes into no other table than its own, and says whose it is', async () => {
    expect(await run('tables', 'import', 'subscribers', join(folder, 'articles'))).toMatchObject({
      code: 1,
      err: expect.stringMatching(
        /is an export of articles, not of subscribers: it holds .*Nothing was changed/,
      ) as unknown,
    });
    expect(await run('tables', 'import', 'articles', join(folder, 'subscribers'))).toMatchObject({ code: 1 });
  });

  test('is read as S3 has it: gzipped, in folders, with its manifests beside it', async () => {
    const lines = readFileSync(join(folder, 'sources', 'items.json'));
    const copy = mkdtempSync(join(folder, 's3-'));
    writeFileSync(join(copy, 'x1.json.gz'), gzipSync(lines));
    writeFileSync(join(copy, 'manifest-summary.json'), '{"version":"2020-06-30"}');
    expect(await run('tables', 'import', 'sources', copy, '--yes')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^\d+ items of .* are in sources\.\nOn the local twin\.\n$/) as unknown,
    });
  });

  test('that is broken anywhere is refused with its place, and changes nothing', async () => {
    const broken = mkdtempSync(join(folder, 'broken-'));
    writeFileSync(
      join(broken, 'items.json'),
      '{"Item":{"pk":{"S":"SOURCE#intruder"},"sk":{"S":"SOURCE"}}}\n{"Item":\n',
    );
    expect(await run('tables', 'import', 'sources', broken)).toMatchObject({
      code: 1,
      err: `${join(broken, 'items.json')}, line 2, is no item of an export in DynamoDB JSON.\n`,
    });
    expect((await run('sources', 'list', '--json')).out).not.toContain('intruder');
    expect(await run('tables', 'import', 'source', broken)).toMatchObject({
      code: 1,
      err: 'There is no table source: sources, articles, subscribers, deliveries.\n',
    });
    expect(await run('tables', 'export', 'sources', join(folder, 'sources'))).toMatchObject({
      code: 1,
      err: expect.stringContaining('Name a folder without one.') as unknown,
    });
  });
});
