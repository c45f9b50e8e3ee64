import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { changeArticle } from '../../modules/articles/changeArticle.ts';
import { withdrawn } from '../../modules/articles/articleLifecycle.ts';
import { articleId } from '../../modules/sources/seenList.ts';
import { startConsole } from '../../console/server.ts';
import { noBrowser, openBrowser } from '../helpers/browser.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { usePublisher } from '../helpers/publisher.ts';

if (noBrowser !== undefined) console.warn(`The console is not tested in a browser: ${noBrowser}.`);

(noBrowser === undefined ? describe : describe.skip)(
  `the console in a browser${noBrowser ? ` (skipped: ${noBrowser})` : ''}`,
  () => {
    const caravan = useCaravan();
    const publisher = usePublisher();
    let browser: Browser;
    let page: Page;
    let shown: Awaited<ReturnType<typeof startConsole>>;
    const errors: string[] = [];

    beforeAll(async () => {
      browser = await openBrowser();
      shown = await startConsole(caravan.twin);
      page = await browser.newPage();
      page.on('pageerror', (error) => errors.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text());
      });
      await page.goto(shown.url);
    });
    afterAll(async () => {
      await browser.close();
      await shown.stop();
    });

    test('what happens is shown as it happens', async () => {
      await page.getByText('No sources yet.').waitFor();
      publisher.items = [
        { guid: 'a', title: 'A story &lt;img src=x onerror=alert(1)&gt;' },
        { guid: 'b', title: 'Another' },
      ];
      await caravan.add('emn', publisher.url);
      await page.locator('#sources b', { hasText: 'Publisher emn' }).waitFor();
      await page.getByText('Read 2 items; 2 new or changed.').waitFor();
      const story = page.locator('#articles li', { hasText: 'Another' });
      await story.getByText(/^published v1/).waitFor();
      expect(await page.locator('#articles img').count()).toBe(0);

      await changeArticle(caravan.articles, articleId('emn', 'b'), (article) =>
        withdrawn(article, 'operator', 'by mistake', new Date()),
      );
      await story.getByText(/^withdrawn v2/).waitFor();
      expect(await story.getAttribute('class')).toBe('taken-back');
    });

    test('the meter tells dollars for a million', async () => {
      await page.locator('#totals', { hasText: /A million polls \(from 1\)/ }).waitFor();
      expect(await page.locator('#totals dd').nth(1).textContent()).toMatch(/^\$\d/);
      expect(await page.locator('#lines tr').count()).toBeGreaterThan(3);
    });

    test('the feeds are a click away', async () => {
      const href = await page.getByRole('link', { name: 'RSS' }).getAttribute('href');
      expect((await fetch(href ?? '')).status).toBe(200);
    });

    test.each([
      [390, 800],
      [1400, 900],
    ])('nothing runs over the edge at %d pixels', async (width, height) => {
      await page.setViewportSize({ width, height });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    });

    test('it is accessible by structure: one heading each, live status announced', async () => {
      expect(await page.getByRole('heading', { level: 2 }).allTextContents()).toEqual([
        'Sources',
        'Mailbox',
        'Subscribers',
        'Articles',
        'Partners',
        'Queues',
        'Meter',
        'Dashboard',
      ]);
      expect(await page.getByRole('status').textContent()).toBe('live');
    });

    test('the page has no error of its own, and says when the twin is gone', async () => {
      expect(errors).toEqual([]);
      await shown.stop();
      await page.getByText('connection lost').waitFor();
    });
  },
);
