import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { noBrowser, openBrowser } from '../helpers/browser.ts';
import { idOf, published, withdrawn } from '../helpers/partner-site/events.ts';
import { Partner } from '../helpers/partner-site/partner.ts';

if (noBrowser !== undefined) console.warn(`The sample partner site is not tested in a browser: ${noBrowser}.`);

const hostile = [
  '<script>document.title = "taken"</script>',
  '<img src="https://publisher.example/x" onerror="document.title = \'taken\'">',
  '<a id="trap" href="javascript:document.title = \'taken\'">a trap</a>',
  '<iframe srcdoc="<script>parent.document.title = \'taken\'</script>"></iframe>',
  '<style>h1 { display: none }</style>',
].join('');

(noBrowser === undefined ? describe : describe.skip)(
  `the sample partner site in a browser${noBrowser ? ` (skipped: ${noBrowser})` : ''}`,
  () => {
    const partner = new Partner();
    let browser: Browser;
    let page: Page;
    const errors: string[] = [];

    beforeAll(async () => {
      [browser] = await Promise.all([openBrowser(), partner.start()]);
      page = await browser.newPage();
      page.on('pageerror', (error) => errors.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text());
      });
      // Nothing leaves this machine: a publisher's pictures are answered here.
      await page.route(
        (url) => url.hostname !== '127.0.0.1',
        (route) =>
          route.fulfill({
            status: 200,
            contentType: 'image/svg+xml',
            body: '<svg xmlns="http://www.w3.org/2000/svg"/>',
          }),
      );
      const image = { url: 'https://publisher.example/p.svg', width: 1200, height: 675, alt: 'A ferry at dawn' };
      for (let number = 1; number <= 14; number += 1)
        await partner.send(published(number, number < 5 ? { image } : {}));
      await partner.send(
        published(20, { title: 'خبر من الشرق', language: 'ar', topics: [{ slug: 'culture', name: 'Culture' }] }),
      );
      await partner.send(
        published(21, {
          title: '<script>document.title = "taken"</script>',
          content: hostile,
          topics: [{ slug: 'culture', name: 'Culture' }],
        }),
      );
      await partner.send(withdrawn(30, 2));
    });
    afterAll(async () => {
      await browser.close();
      await partner.stop();
    });

    const headings = () => page.getByRole('heading', { level: 2 }).allTextContents();

    test('the front page leads to an article, and the article to the original', async () => {
      await page.goto(`${partner.url}/`);
      expect(await page.locator('header').innerText()).toContain('Silk Road Courier (sample)');
      expect(await headings()).toEqual(['Must read', 'Latest', 'More articles']);
      await page.getByRole('link', { name: 'Ferry 4 sails on time' }).click();
      await page.getByRole('heading', { level: 1, name: 'Ferry 4 sails on time' }).waitFor();
      expect(await page.locator('link[rel=canonical]').getAttribute('href')).toBe('https://publisher.example/ferry-4');
      expect(
        await page
          .getByRole('link', { name: 'Source: Eurasia Media Network (sample)', exact: true })
          .getAttribute('href'),
      ).toBe('https://publisher.example/ferry-4');
      expect(await page.getByAltText('A ferry at dawn').count()).toBe(1);
      expect(await headings()).toEqual(['Must read', 'More articles', 'Latest']);
      await page.getByRole('navigation').getByRole('link', { name: 'Transport' }).click();
      await page.getByRole('heading', { level: 1, name: 'Transport' }).waitFor();
      expect(errors).toEqual([]);
    });

    test('the style sheet is let in, and each article is written in its own direction', async () => {
      await page.goto(`${partner.url}/`);
      expect(await page.evaluate('getComputedStyle(document.querySelector(".unseen")).position')).toBe('absolute');
      expect(await page.evaluate('getComputedStyle(document.querySelector("article[lang=ar]")).direction')).toBe('rtl');
      expect(errors).toEqual([]);
    });

    test('nothing that a publisher wrote runs, or changes how the page looks', async () => {
      const address = `${partner.url}/articles/${idOf(21)}`;
      await page.goto(address);
      const own = page.url();
      await page.locator('#trap').click();
      await page.waitForLoadState('networkidle');
      expect([page.url(), await page.title()]).toEqual([
        own,
        '<script>document.title = "taken"</script> · Silk Road Courier (sample)',
      ]);
      expect(await page.getByRole('heading', { level: 1 }).isVisible()).toBe(true);
      expect(errors.length).toBeGreaterThan(0); // the browser's own words on what it stopped
      errors.length = 0;
    });

    test('a withdrawn article says that its publisher has withdrawn it', async () => {
      expect((await page.goto(`${partner.url}/articles/${idOf(30)}`))?.status()).toBe(410);
      await page.getByText('The publisher, Eurasia Media Network (sample), has withdrawn it').waitFor();
    });

    test.each([
      [360, 700],
      [1400, 900],
    ])('nothing runs over the edge at %d pixels', async (width, height) => {
      await page.setViewportSize({ width, height });
      for (const path of ['/', `/articles/${idOf(1)}`]) {
        await page.goto(`${partner.url}${path}`);
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      }
    });
  },
);
