import type { Browser, Page } from 'playwright-core';
import { startConsole } from '../../console/server.ts';
import { noBrowser, openBrowser } from '../helpers/browser.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { usePublisher } from '../helpers/publisher.ts';

const caravan = useCaravan();
const publisher = usePublisher();
let page: { url: string; stop(): Promise<void> };
beforeAll(async () => {
  page = await startConsole(caravan.twin);
  publisher.items = [{ guid: '1', title: 'A story of the day' }];
  await caravan.add('gazette', publisher.url);
});
afterAll(async () => {
  await page.stop();
});

it("serves the values of the template's own dashboard", async () => {
  const response = await fetch(`${page.url}/seeing?minutes=3`);
  const { widgets, alarms } = (await response.json()) as {
    widgets: { title: string; series?: { label: string; values: (number | null)[] }[] }[];
    alarms: unknown[];
  };
  expect(
    widgets
      .find(({ title }) => title === 'Announced')
      ?.series?.find(({ label }) => label === 'versions')
      ?.values.at(-1),
  ).toBe(1);
  expect(widgets.find(({ title }) => title.startsWith('Articles: 99.9'))?.series?.[0]?.values).toEqual([100]);
  expect(alarms.length).toBeGreaterThan(20);
});

it.each(['7', '', 'x'])('draws no range of %j minutes', async (minutes) => {
  expect((await fetch(`${page.url}/seeing?minutes=${minutes}`)).status).toBe(404);
});

(noBrowser === undefined ? describe : describe.skip)(
  `in a browser${noBrowser === undefined ? '' : `: ${noBrowser}`}`,
  () => {
    let browser: Browser;
    let tab: Page;
    const complaints: string[] = [];
    beforeAll(async () => {
      browser = await openBrowser();
      tab = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
      tab.on('console', (said) => {
        if (said.type() === 'error') complaints.push(said.text());
      });
      tab.on('pageerror', (error) => {
        complaints.push(String(error));
      });
      await tab.goto(page.url);
      await tab.locator('#board canvas').first().waitFor();
    });
    afterAll(() => browser.close());

    it('shows every widget of the template by its title, and breaks no rule of its own CSP', async () => {
      const titles = caravan.twin.cloudWatch.widgets.map(({ properties }) =>
        'title' in properties ? properties.title : properties.markdown.slice(3),
      );
      expect(await tab.locator('#board h3').allTextContents()).toEqual(titles);
      expect(await tab.locator('#board canvas').count()).toBe(
        caravan.twin.cloudWatch.widgets.filter(
          ({ type, properties }) => type === 'metric' && 'view' in properties && properties.view === 'timeSeries',
        ).length,
      );
      expect(complaints).toEqual([]);
    });

    it('says that all is calm, and what is not, with its runbook entry', async () => {
      const alarms = tab.locator('.widget.alarm');
      await alarms.getByText(/^\d+ calm/).waitFor();
      caravan.twin.cloudWatch.store.record(
        { namespace: 'Caravan/local', name: 'EndpointsDisabled', dimensions: { service: 'deliver' } },
        1,
        Date.now(),
      );
      await alarms.getByText('Endpoint disabled').waitFor();
      expect(await alarms.locator('code').textContent()).toBe('docs/runbook.md#endpoint-disabled');
    });
  },
);
