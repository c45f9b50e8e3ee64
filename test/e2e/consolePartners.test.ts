import { beforeAll, describe, expect, test } from '@jest/globals';
import { articleId } from '../../modules/sources/seenList.ts';
import type { Endpoint } from '../../modules/webhooks/endpoint.ts';
import { instant } from '../../platform/values/time.ts';
import { noBrowser } from '../helpers/browser.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { useConsole } from '../helpers/consolePage.ts';
import { deliveryTools } from '../helpers/partner.ts';
import type { DeliveryTools } from '../helpers/partner.ts';
import { usePublisher } from '../helpers/publisher.ts';
import { useReceiver } from '../helpers/receiver.ts';
import { anEndpoint } from '../helpers/records.ts';

if (noBrowser !== undefined) console.warn(`The console's partners are not tested in a browser: ${noBrowser}.`);

(noBrowser === undefined ? describe : describe.skip)(
  `partners in the console${noBrowser ? ` (skipped: ${noBrowser})` : ''}`,
  () => {
    const caravan = useCaravan();
    const publisher = usePublisher();
    const partner = useReceiver();
    let tools: DeliveryTools;
    let endpoint: Endpoint;
    const shown = useConsole(caravan);

    beforeAll(async () => {
      tools = await deliveryTools(caravan);
      shown.answer = (dialog) => dialog.accept(dialog.defaultValue());
    });
    const card = () => shown.page.locator('#partners > li', { hasText: 'The Caspian Times' });
    const row = (title: string) => card().locator('.deliveries > li', { hasText: title });
    const owner = () => ({ partnerId: endpoint.partnerId, endpointId: endpoint.id });

    test('who has no partner is told how to make one', async () => {
      await shown.page.getByText('npx caravan partners add').waitFor();
    });

    test('a failing delivery is seen with its attempts, and sent again at a click', async () => {
      await caravan.partners.add({
        id: 'caspian-times',
        name: 'The Caspian Times',
        keys: [],
        createdAt: instant(new Date()),
      });
      endpoint = await tools.connect(partner);
      partner.answer = (response) => response.writeHead(418).end('<b>Out of order</b>');
      publisher.items = [{ guid: 'a', title: 'A story' }];
      await caravan.add('emn', publisher.url);
      await row('A story').getByText('pending', { exact: true }).waitFor();
      await card()
        .getByText(/^Failing \(began .*\): It answered 418\.$/)
        .waitFor();
      await row('A story')
        .getByText(/^1 attempt · Answered 418 · \d+ ms · /)
        .click();
      await row('A story').getByText('<b>Out of order</b>').waitFor();
      expect(await row('A story').locator('.attempts li').count()).toBe(1);

      partner.answer = undefined;
      await row('A story').getByRole('button', { name: 'Send again' }).click();
      await row('A story').getByText('delivered', { exact: true }).waitFor();
      await card().getByText('Healthy').waitFor();
      // It is the same row, and what was unfolded has stayed so.
      expect(await row('A story').locator('details[open] .attempts li').allTextContents()).toEqual([
        expect.stringContaining('Answered 418'),
        expect.stringContaining('Answered 204'),
      ]);
      expect(new Set(partner.heard.map(({ id }) => id)).size).toBe(1);
    });

    test('what was delivered is sent again too; what has a newer version is not, and says why', async () => {
      const heard = partner.heard.length;
      await row('A story').getByRole('button', { name: 'Send again' }).click();
      await partner.hears(heard + 1);
      await row('A story')
        .getByText(/^3 attempts/)
        .waitFor();
      publisher.items = [{ guid: 'a', title: 'A story, corrected' }];
      await caravan.poll('emn');
      const first = card().locator('.deliveries > li', { hasText: 'published v1' });
      await card().getByText('updated v2').waitFor();
      await first.getByRole('button', { name: 'Send again' }).click();
      await first.getByText('Version 2 was sent to it after this one: send that again.').waitFor();
      expect(shown.logged.splice(0)).toEqual([expect.stringContaining('409')]);
    });

    test('a disabled endpoint is enabled and recovered', async () => {
      partner.answer = (response) => response.writeHead(410).end();
      publisher.items.push({ guid: 'b', title: 'Lost' });
      await caravan.poll('emn');
      await card()
        .getByText(/^Disabled by Caravan .*410/)
        .waitFor();
      expect(await card().getByRole('button', { name: 'Recover' }).isDisabled()).toBe(true);
      partner.answer = (response) => response.writeHead(500).end();
      await card().getByRole('button', { name: 'Enable' }).click();
      await card().getByText('Healthy').waitFor();
      publisher.items.push({ guid: 'c', title: 'Late' });
      await caravan.poll('emn');
      await card()
        .getByText(/^Failing/)
        .waitFor();
      partner.answer = undefined;
      await card().getByRole('button', { name: 'Recover' }).click();
      await row('Lost').getByText('delivered', { exact: true }).waitFor();
      await row('Late').getByText('delivered', { exact: true }).waitFor();
      expect((await tools.rowsOf(endpoint)).map(({ status }) => status)).toEqual([
        'delivered',
        'delivered',
        'delivered',
        'delivered',
      ]);
    });

    test('the meter counts what a million deliveries cost', async () => {
      await shown.page.locator('#totals', { hasText: /A million deliveries \(from \d+\)/ }).waitFor();
      expect(await shown.page.locator('#totals dd').nth(3).textContent()).toMatch(/^\$\d/);
    });

    test('only the page itself may press a button', async () => {
      const { origin, port } = new URL(shown.served.url);
      const heard = partner.heard.length;
      const post = async (
        path: string,
        headers: Record<string, string>,
        body: unknown = { ...owner(), articleId: articleId('emn', 'c'), version: 1 },
      ) =>
        (
          await fetch(`${shown.served.url}${path}`, {
            method: 'POST',
            headers,
            body: typeof body === 'string' ? body : JSON.stringify(body),
          })
        ).status;
      for (const headers of [
        {},
        { origin: 'https://evil.example' },
        { origin: 'null' },
        { origin: `http://evil.example:${port}` },
        { origin, 'sec-fetch-site': 'cross-site' },
      ] as Record<string, string>[]) {
        for (const path of ['/replay', '/enable', '/recover']) expect(await post(path, headers)).toBe(403);
      }
      for (const body of [
        '',
        'x',
        '[]',
        { ...owner(), more: 1 },
        { ...owner(), articleId: '../x', version: 1 },
        { partnerId: 'x' },
      ])
        expect(await post('/replay', { origin }, body)).toBe(400);
      expect(await post('/replay', { origin }, { ...owner(), articleId: '0'.repeat(32), version: 1 })).toBe(409);
      expect(await post('/recover', { origin }, { ...owner(), partnerId: 'another', since: '24h' })).toBe(409);
      expect(await post('/', { origin })).toBe(404);
      await caravan.twin.idle();
      expect(partner.heard).toHaveLength(heard);
      expect(await post('/replay', { origin })).toBe(202);
      await partner.hears(heard + 1);
    });

    test.each([
      [390, 800],
      [800, 900],
      [1280, 900],
    ])('nothing runs over the edge at %d pixels', async (width, height) => {
      await shown.page.setViewportSize({ width, height });
      expect(await shown.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    });

    test('of many endpoints twelve are shown, the ill ones first', async () => {
      for (let index = 0; index < 13; index++)
        await caravan.endpoints.add(anEndpoint({ id: `wh_${String(index).padStart(24, '2')}`, partnerId: 'another' }));
      await caravan.endpoints.change(endpoint, { failingSince: instant(new Date()) }, true);
      await shown.page.getByText('and 2 more: npx caravan webhooks list').waitFor();
      expect(await shown.page.locator('#partners > li').count()).toBe(12);
      await shown.page.locator('#partners > li').first().getByText('The Caspian Times').waitFor();
    });

    test('the page has no error of its own, and no grant was missing', () => {
      expect([...shown.errors, ...shown.logged]).toEqual([]);
      expect(caravan.twin.refusals).toEqual([]);
    });
  },
);
