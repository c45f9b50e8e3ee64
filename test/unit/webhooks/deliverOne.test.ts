import { deliverOne } from '../../../modules/webhooks/deliver/deliverOne.ts';
import type { PacedServices } from '../../../modules/webhooks/deliver/deliverOne.ts';
import { instant } from '../../../platform/values/time.ts';
import { anArticle, anAnnouncedVersion, anEndpoint } from '../../helpers/records.ts';

const now = new Date('2026-11-01T09:00:00Z');
const endpoint = anEndpoint({ filter: { topics: ['sport'] } });
const standing = {
  message: { partnerId: endpoint.partnerId, endpointId: endpoint.id, articleId: anArticle().id, version: 1 },
  endpoint,
  announcedVersion: anAnnouncedVersion(1),
  row: undefined,
  newer: [],
  type: undefined,
};

/** What is written where an endpoint does not ask for an article any more, as its message comes. */
async function written(isRepeat: boolean): Promise<unknown[]> {
  const writes: unknown[] = [];
  const services = {
    ledger: {
      put: ({ status, unsure }: object & { status?: string; unsure?: true }) => writes.push({ status, unsure }),
    },
    endpoints: { change: (_: unknown, patch: unknown) => writes.push(patch) },
    now: () => now,
    pace: async () => 0,
  } as unknown as PacedServices;
  await deliverOne({ ...standing, isRepeat }, services);
  return writes;
}

test('what a worker that died may have sent, before the filter was narrowed, is noted, and the narrowing goes on', async () => {
  expect(await written(true)).toEqual([{ status: 'superseded', unsure: true }, { narrowedAt: instant(now) }]);
});

test('what nobody can have sent costs nothing', async () => {
  expect(await written(false)).toEqual([]);
});

test('an article that is not out any more, as its push is made, is closed unsent', async () => {
  const puts: unknown[] = [];
  const services = {
    ledger: { put: ({ status, attempts }: { status: string; attempts: number }) => puts.push({ status, attempts }) },
    send: () => Promise.resolve(undefined),
    now: () => now,
    pace: async () => 0,
  } as unknown as PacedServices;
  const { sent } = await deliverOne({ ...standing, endpoint: anEndpoint(), type: 'article.published' }, services);
  expect([sent, puts]).toEqual([false, [{ status: 'superseded', attempts: 0 }]]);
});
