import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { noBrowser, openBrowser } from '../helpers/browser.ts';
import { useCaravan } from '../helpers/caravan.ts';

const caravan = useCaravan();

test("the API's description needs no key, and is kept as long as it is the same", async () => {
  expect((await caravan.get('/v1', { redirect: 'manual' })).headers.get('location')).toBe(`${caravan.url}/v1/docs`);
  for (const [path, type] of [
    ['/v1/openapi.json', 'application/json'],
    ['/v1/docs', 'text/html; charset=utf-8'],
  ] as const) {
    const { status, headers } = await caravan.get(path);
    expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([
      200,
      type,
      'public, max-age=300',
    ]);
    expect((await caravan.get(path, { headers: { 'if-none-match': headers.get('etag') ?? '' } })).status).toBe(304);
    expect(await (await caravan.get(path, { method: 'HEAD' })).text()).toBe('');
  }
  expect(await (await caravan.get('/v1/openapi.json')).json()).toMatchObject({
    openapi: '3.1.1',
    servers: [{ url: caravan.url }],
  });
});

if (noBrowser !== undefined) console.warn(`The page of the partner API is not tested in a browser: ${noBrowser}.`);

(noBrowser === undefined ? describe : describe.skip)(
  `the page of it in a browser${noBrowser ? ` (skipped: ${noBrowser})` : ''}`,
  () => {
    let browser: Browser;
    let page: Page;
    const errors: string[] = [];
    beforeAll(async () => {
      browser = await openBrowser();
      page = await browser.newPage();
      page.on('pageerror', (error) => errors.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text());
      });
      page.on('request', (request) => {
        if (request.url() !== `${caravan.url}/v1/docs` && !request.url().startsWith('data:'))
          errors.push(`asks for ${request.url()}`);
      });
    });
    afterAll(() => browser.close());

    test.each([
      [390, 'light'],
      [390, 'dark'],
      [1280, 'light'],
      [1280, 'dark'],
    ] as const)('at %d pixels, %s: nothing over the edge, and readable', async (width, colorScheme) => {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await page.goto(`${caravan.url}/v1/docs`);
      await page.evaluate(`document.querySelectorAll('details').forEach((one) => { one.open = true; })`);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      const [ink, ground] = await page.evaluate<[string, string]>(
        `['color', 'backgroundColor'].map((name) => getComputedStyle(document.body)[name])`,
      );
      const lightness = (colour: string) =>
        (colour.match(/\d+/g) ?? []).slice(0, 3).reduce((sum, value) => sum + Number(value), 0);
      expect(Math.abs(lightness(ink) - lightness(ground))).toBeGreaterThan(450);
      expect(lightness(ground) > lightness(ink)).toBe(colorScheme === 'light');
    });

    test('leads from the contents to each operation, and shows its answer', async () => {
      await page.goto(`${caravan.url}/v1/docs`);
      await page.getByRole('navigation').getByRole('link', { name: 'Make a webhook' }).click();
      expect(new URL(page.url()).hash).toBe('#createWebhook');
      const section = page.locator('#createWebhook');
      await section.getByText('The webhook, and its secret.').click();
      await section.getByText('"secret": "whsec_').waitFor();
      expect(await page.getByRole('heading', { level: 3 }).count()).toBe(26);
    });

    test('nothing failed, and nothing else was asked for', () => {
      expect(errors).toEqual([]);
    });
  },
);
