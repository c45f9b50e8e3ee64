import { afterAttempt, firstDelivery } from '../modules/webhooks/delivery.ts';
import type { Endpoint } from '../modules/webhooks/endpoint.ts';
import { instant } from '../platform/values/time.ts';
import type { TestCaravan } from '../test/helpers/caravan.ts';
import { deliveryTools } from '../test/helpers/partner.ts';
import { reconcilingTools } from '../test/helpers/reconciling.ts';
import type { CostCase } from './costCase.ts';

const endpoints = 20;
/** What an hour brings where a day brings 1,000. */
const articles = 42;

/** Hours of the reconciler in which nothing was lost: nothing new, and all that is new delivered. */
export async function reconcileCases(caravan: TestCaravan): Promise<CostCase[]> {
  const [tools, reconciling] = [await deliveryTools(caravan), reconcilingTools(caravan)];
  const connected: Endpoint[] = [];
  const prepare = async () => {
    if (connected.length > 0) return;
    // those of other cases
    for (const { partnerId, id } of await caravan.endpoints.all()) await caravan.endpoints.remove(partnerId, id);
    const hearsSince = instant(new Date(Date.now() - 60_000));
    while (connected.length < endpoints)
      connected.push(await tools.connect({ url: 'http://127.0.0.1:9', secrets: [] }, { hearsSince }));
    await reconciling.letPass();
    await reconciling.run();
    for (const endpoint of connected)
      await caravan.endpoints.change(endpoint, { hearsSince: instant(new Date(Date.now() - 86_400_000)) }, true);
  };
  const run = async () => {
    const calls = await reconciling.run();
    if (calls.some(({ operation }) => operation === 'SendMessageBatch'))
      throw new Error('The reconciler found something missing, where nothing was.');
  };
  const counts: CostCase['counts'] = ({ function: caller }) => caller === reconciling.reconcile;
  return [
    { what: `an hour's reconciliation of ${endpoints} webhooks, nothing new`, prepare, run, counts },
    {
      what: `the same with ${articles} articles, all delivered`,
      async prepare() {
        await prepare();
        await publishDelivered(caravan, reconciling, connected);
      },
      run,
      counts,
    },
  ];
}

/** Announces articles, and writes the ledgers as deliver does where each endpoint takes them at once. */
async function publishDelivered(
  { log, ledger }: TestCaravan,
  reconciling: ReturnType<typeof reconcilingTools>,
  connected: readonly Endpoint[],
): Promise<void> {
  const before = (await log.readUnsettled(0, 1_000)).entries.at(-1)?.seq ?? 0;
  await Promise.all(Array.from({ length: articles }, (_, nth) => reconciling.lose(`Story ${nth}`)));
  const { entries } = await log.readUnsettled(before, articles);
  const now = new Date();
  for (const { partnerId, id: endpointId } of connected) {
    await Promise.all(
      entries.map(({ seq, articleId, version, type }) =>
        ledger.put(
          afterAttempt(
            firstDelivery({ partnerId, endpointId, articleId, version, seq, type }, now),
            { attempt: { at: instant(now), milliseconds: 200, status: 204 }, answer: '' },
            now,
            0,
          ),
        ),
      ),
    );
  }
  await reconciling.letPass();
}
