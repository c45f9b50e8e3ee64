import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { noBrowser, openBrowser } from '../helpers/browser.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { usePublisher } from '../helpers/publisher.ts';

if (noBrowser !== undefined) console.warn(`The pages for readers are not tested in a browser: ${noBrowser}.`);

(noBrowser === undefined ? describe : describe.skip)(
  `pages for readers in a browser${noBrowser ? ` (skipped: ${noBrowser})` : ''}`,
  () => {
    const caravan = useCaravan();
    const publisher = usePublisher();
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
      page.on('dialog', (dialog) => {
        errors.push(`dialog: ${dialog.message()}`);
        void dialog.dismiss();
      });
      // Nothing leaves this machine: a publisher's pictures are answered here.
      await page.route(
        (url) => url.hostname !== 'localhost',
        (route) => route.fulfill({ status: 200, contentType: 'image/gif', body: '' }),
      );
      publisher.items = [
        {
          guid: 'x',
          title: '&lt;img src=x onerror=alert(1)&gt; &lt;script&gt;alert(2)&lt;/script&gt; Hostile',
          extra: '<category>&lt;script&gt;alert(3)&lt;/script&gt;</category>',
        },
        { guid: 'r', title: 'خبر من الشرق' },
        ...Array.from({ length: 12 }, (_, index) => ({ guid: `s${index}`, title: `Story ${index}` })),
      ];
      await caravan.add('emn', publisher.url);
    });
    afterAll(async () => {
      await browser.close();
    });

    test('the front page leads to publishers, topics, sources and feeds', async () => {
      await page.goto(`${caravan.url}/`);
      expect(await page.getByRole('heading', { level: 2 }).allTextContents()).toEqual([
        'Hostile',
        'Latest',
        'Testing',
        'More articles',
      ]);
      expect(await page.locator('article').count()).toBe(14);
      await page.getByRole('link', { name: 'Story 3', exact: true }).click();
      await page.getByRole('heading', { level: 1, name: 'Story 3' }).waitFor();
      expect(new URL(page.url()).pathname).toMatch(/^\/articles\/[0-9a-f]{32}\/story-3$/);
      expect(await page.getByRole('link', { name: 'Source: Publisher emn' }).first().getAttribute('href')).toBe(
        'https://publisher.example/s3',
      );
      await page.getByRole('link', { name: 'Testing' }).first().click();
      await page.getByRole('heading', { level: 1, name: 'Testing' }).waitFor();
      await page.getByRole('link', { name: 'Source: Publisher emn' }).first().click();
      await page.getByRole('heading', { level: 1, name: 'Publisher emn' }).waitFor();
      for (const name of ['RSS', 'Atom', 'JSON Feed', 'All feeds']) {
        expect(
          (await fetch((await page.getByRole('link', { name, exact: true }).getAttribute('href')) ?? '')).status,
        ).toBe(200);
      }
    });

    test('nothing that a publisher wrote runs', async () => {
      await page.goto(`${caravan.url}/`);
      expect(await page.locator('article script').count()).toBe(0);
      const picture = page.locator('article img');
      expect(await picture.count()).toBe(1);
      expect([await picture.getAttribute('src'), await picture.getAttribute('onerror')]).toEqual([
        'https://publisher.example/x',
        null,
      ]);
      expect(errors).toEqual([]);
    });

    test.each([
      [360, 700],
      [1400, 900],
    ])('nothing runs over the edge at %d pixels', async (width, height) => {
      await page.setViewportSize({ width, height });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    });

    test('an unknown topic is a 404', async () => {
      expect((await page.goto(`${caravan.url}/topics/nothing`))?.status()).toBe(404);
    });
  },
);
