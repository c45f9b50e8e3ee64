import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import { instant } from '../../platform/values/time.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { deliveryTools } from '../helpers/partner.ts';
import type { DeliveryTools } from '../helpers/partner.ts';
import { usePublisher } from '../helpers/publisher.ts';
import { useReceiver } from '../helpers/receiver.ts';

const caravan = useCaravan();
const publisher = usePublisher();
const partner = useReceiver();
let tools: DeliveryTools;
beforeAll(async () => {
  tools = await deliveryTools(caravan);
});
beforeEach(() => {
  partner.heard.length = 0;
  partner.answer = undefined;
});

/** An endpoint that has failed for so long, and hears one source. */
const failingFor = (seconds: number, source: string) =>
  tools.connect(partner, {
    filter: { sources: [source] },
    failingSince: instant(new Date(Date.now() - seconds * 1_000)),
  });
async function publish(source: string, ...titles: string[]): Promise<void> {
  publisher.items = titles.map((title) => ({ guid: title, title }));
  await caravan.add(source, publisher.url);
  await caravan.twin.idle();
}

test('what is new for an endpoint that has failed for a minute waits unposted, and comes once it answers', async () => {
  const endpoint = await failingFor(61, 'patient');
  await publish('patient', 'Patient');
  expect(partner.heard).toEqual([]);
  const [row] = await tools.rowsOf(endpoint);
  expect(row).toMatchObject({
    status: 'pending',
    attempts: 0,
    history: [],
    reason: expect.stringContaining('has failed since'),
  });
  expect((row?.dueAt ?? 0) - Date.now() / 1000).toBeLessThan(61);
  expect(await tools.retryNow(endpoint)).toMatchObject([{ status: 'delivered', attempts: 1 }]);
  expect(partner.heard.map(({ data }) => data.title)).toEqual(['Patient']);
  // It answers again: what comes now is sent at once.
  publisher.items.push({ guid: 'Prompt', title: 'Prompt' });
  await caravan.poll('patient');
  await partner.hears(2);
});

test('five days without a success disable an endpoint; nothing is sent to it any more', async () => {
  const endpoint = await failingFor(5 * 86_400, 'seventh');
  partner.answer = (response) => response.writeHead(500).end();
  await publish('seventh', 'Seven');
  await tools.retryNow(endpoint);
  expect(partner.heard).toHaveLength(1);
  expect(await caravan.endpoints.get(endpoint.partnerId, endpoint.id)).toMatchObject({
    status: 'disabled',
    disabled: { by: 'caravan', reason: expect.stringMatching(/No delivery has succeeded since .* It answered 500/) },
  });
  partner.answer = undefined;
  publisher.items.push({ guid: 'Eight', title: 'Eight' });
  await caravan.poll('seventh');
  expect(await tools.retryNow(endpoint)).toMatchObject([
    { status: 'failed', reason: expect.stringContaining('disabled') },
  ]);
  expect(partner.heard).toHaveLength(1);
});
