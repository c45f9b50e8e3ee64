import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PartnerSite } from '../../examples/partner-site/site.ts';
import { articleId } from '../../modules/sources/seenList.ts';
import { startSamplePartner } from '../../sample/partner.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { usePublisher } from '../helpers/publisher.ts';

const caravan = useCaravan();
const publisher = usePublisher();
let site: PartnerSite;
beforeAll(async () => {
  site = await startSamplePartner(caravan.twin, caravan.dataDir);
});
afterAll(async () => {
  await site.stop();
});

const page = async (path: string) => {
  const response = await fetch(`${site.url}${path}`);
  return { status: response.status, html: await response.text() };
};
const address = `/articles/${articleId('emn', 'rail')}`;

test('a story appears on the sample partner’s site with its source, a correction changes it, a withdrawal takes it away', async () => {
  publisher.items = [
    { guid: 'rail', title: 'Rail link reopens' },
    { guid: 'port', title: 'Port talks' },
  ];
  await caravan.add('emn', publisher.url);
  expect((await page('/')).html).toContain('Rail link reopens');
  const { html } = await page(address);
  expect(html).toContain('Source: Publisher emn');
  expect(html).toContain('<link rel="canonical" href="https://publisher.example/rail">');

  publisher.items = [
    { guid: 'rail', title: 'Rail link reopens on Monday' },
    { guid: 'port', title: 'Port talks' },
  ];
  await caravan.poll('emn');
  expect((await page(address)).html).toMatch(/Rail link reopens on Monday[^]*Updated/);

  publisher.items = [{ guid: 'port', title: 'Port talks' }];
  publisher.withdrawn = ['rail'];
  await caravan.poll('emn');
  expect((await page(address)).status).toBe(410);
  expect((await page('/')).html).not.toContain('Rail link');
});

test('started anew, it keeps its webhook and hears on, at whatever port it is', async () => {
  await site.stop();
  publisher.items.push({ guid: 'dam', title: 'Dam opens while the partner sleeps' });
  await caravan.poll('emn');
  site = await startSamplePartner(caravan.twin, caravan.dataDir);
  expect(await caravan.endpoints.ofPartner('silk-road-courier-sample')).toHaveLength(1);
  publisher.items.push({ guid: 'bus', title: 'Buses go electric' });
  await caravan.poll('emn');
  expect((await page('/')).html).toContain('Buses go electric');
  expect((await page('/')).html).not.toContain('Dam opens'); // its retry is not due yet
  const [endpoint] = await caravan.endpoints.ofPartner('silk-road-courier-sample');
  const rows = await caravan.ledger.ofEndpoint(
    { partnerId: 'silk-road-courier-sample', endpointId: endpoint?.id ?? '' },
    10,
  );
  expect(rows.map(({ status }) => status).toSorted()).toEqual(
    ['delivered', 'delivered', 'delivered', 'delivered', 'delivered', 'pending'].toSorted(),
  );
});
