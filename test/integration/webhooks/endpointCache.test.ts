import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { namedChanges } from '../../../modules/webhooks/endpointChanges.ts';
import { EndpointsTable } from '../../../modules/webhooks/endpointsTable.ts';
import { EndpointCache } from '../../../modules/webhooks/fan-out/endpointCache.ts';
import { anEndpoint } from '../../helpers/records.ts';
import { startTableWithDue } from '../../helpers/tableWithDue.ts';
import type { TableWithDue } from '../../helpers/tableWithDue.ts';

let table: TableWithDue;
let endpoints: EndpointsTable;
beforeAll(async () => {
  table = await startTableWithDue();
  endpoints = new EndpointsTable(table.client, table.name);
});
afterAll(() => table.stop());
beforeEach(async () => {
  for (const { partnerId, id } of await endpoints.all()) await endpoints.remove(partnerId, id);
  for (let index = 0; index < 40; index++) await endpoints.add(endpoint(index));
});

const now = new Date('2026-11-20T00:00:00Z');
const endpoint = (index: number) =>
  anEndpoint({ id: `wh_${String(index).padStart(24, '0')}`, partnerId: `partner-${index % 7}` });
const idsOf = (known: readonly { readonly id: string }[]) => known.map(({ id }) => id).toSorted();
const truth = async () => idsOf((await endpoints.all()).filter(({ status }) => status === 'enabled'));

test('what has changed is read, and nothing else', async () => {
  const cache = new EndpointCache(endpoints);
  expect(idsOf(await cache.at(now))).toEqual(await truth());
  table.taken();
  await cache.at(now);
  expect(table.taken()).toEqual({ GetItem: 1 });
  await endpoints.change(endpoint(3), { status: 'disabled' });
  await endpoints.remove(endpoint(4).partnerId, endpoint(4).id);
  await endpoints.add(endpoint(50));
  await endpoints.change(endpoint(5), { url: 'https://moved.example' });
  table.taken();
  const known = await cache.at(now);
  expect(table.taken()).toEqual({ GetItem: 1, BatchGetItem: 1 });
  expect(idsOf(known)).toEqual(await truth());
  expect(known.find(({ id }) => id === endpoint(5).id)?.url).toBe('https://moved.example');
});

test('who has slept through more changes than are named reads all of them', async () => {
  const cache = new EndpointCache(endpoints);
  await cache.at(now);
  for (let times = 0; times < 2 * namedChanges + 5; times++)
    await endpoints.change(endpoint(times % 40), { status: times % 3 === 0 ? 'disabled' : 'enabled' });
  table.taken();
  const known = idsOf(await cache.at(now));
  expect(table.taken()).toEqual({ GetItem: 1, Query: 16 });
  expect(known).toEqual(await truth());
});

test('changes side by side are all named, however they come', async () => {
  const cache = new EndpointCache(endpoints);
  await cache.at(now);
  for (let round = 0; round < 6; round++) {
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        endpoints.change(endpoint((index * 3 + round) % 40), { status: (index + round) % 2 ? 'disabled' : 'enabled' }),
      ),
    );
    expect(idsOf(await cache.at(now))).toEqual(await truth());
  }
});

test('a reading that fails leaves nothing out: the next one makes good for it', async () => {
  let isBroken = false;
  const cache = new EndpointCache({
    all: () => endpoints.all(),
    changesSince: (revision) => endpoints.changesSince(revision),
    getMany: (wanted) => (isBroken ? Promise.reject(new Error('No DynamoDB.')) : endpoints.getMany(wanted)),
  });
  await cache.at(now);
  await endpoints.change(endpoint(8), { status: 'disabled' });
  isBroken = true;
  await expect(cache.at(now)).rejects.toThrow();
  isBroken = false;
  expect(idsOf(await cache.at(now))).toEqual(await truth());
});
