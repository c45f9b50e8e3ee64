import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { noBrowser, openBrowser } from '../helpers/browser.ts';
import { startCaravan } from '../helpers/caravan.ts';
import type { TestCaravan } from '../helpers/caravan.ts';
import { startPublisher } from '../helpers/publisher.ts';
import type { TestPublisher } from '../helpers/publisher.ts';
import { issueOf, render, story } from '../helpers/issues.ts';
import { idOf, published } from '../helpers/partner-site/events.ts';
import { Partner } from '../helpers/partner-site/partner.ts';

if (noBrowser !== undefined) console.warn(`The direction of writing is not tested in a browser: ${noBrowser}.`);

interface Written {
  readonly source: string;
  readonly language: string;
  readonly title: string;
  readonly summary: string;
  readonly direction: 'ltr' | 'rtl';
}
const stories: readonly Written[] = [
  {
    source: 'ar-plain',
    language: 'ar',
    title: 'وزارة الخارجية: مشاركة جناح في معرض',
    summary: 'نص قصير',
    direction: 'rtl',
  },
  {
    source: 'ar-latin',
    language: 'ar-EG',
    title: 'BBC و CNN: مقابلة مع الوزير (2026)',
    summary: 'نص عن COP29 في باكو.',
    direction: 'rtl',
  },
  { source: 'ar-digits', language: 'ar', title: '24 قتيلا في حادث', summary: 'تفاصيل', direction: 'rtl' },
  { source: 'he', language: 'he', title: 'NATO: פגישה בבריסל', summary: 'תקציר', direction: 'rtl' },
  { source: 'fa', language: 'fa', title: 'Apple محصول تازه معرفی کرد', summary: 'خلاصه', direction: 'rtl' },
  { source: 'ur', language: 'ur', title: 'COP29: باکو میں اجلاس', summary: 'خلاصہ', direction: 'rtl' },
  { source: 'az-arab', language: 'az-Arab', title: 'IRNA: باکیدا گؤروش', summary: 'خلاصه', direction: 'rtl' },
  { source: 'unsaid', language: '', title: 'اجتماع في باكو', summary: 'نص', direction: 'rtl' },
  { source: 'mislabelled', language: 'en-US', title: 'اجتماع في باكو', summary: 'نص قصير', direction: 'rtl' },
  {
    source: 'en-arabic',
    language: 'en',
    title: 'العربية and BBC report a meeting',
    summary: 'Short.',
    direction: 'ltr',
  },
  { source: 'ar-latn', language: 'ar-Latn', title: 'Marhaban bikum', summary: 'Nass.', direction: 'ltr' },
];

/** Where each word of an element stands on the screen, from left to right. */
const order = `(element) => {
  const words = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (const found of node.data.matchAll(/\\S+/g)) {
      const range = document.createRange();
      range.setStart(node, found.index);
      range.setEnd(node, found.index + found[0].length);
      words.push([found[0], range.getBoundingClientRect()]);
    }
  }
  const inLines = ([, one], [, other]) => Math.round(one.top) - Math.round(other.top) || one.left - other.left;
  return words.toSorted(inLines).map(([word]) => word).join(' ');
}`;
const read = (page: Page, selector: string) =>
  page.evaluate<string[]>(`[...document.querySelectorAll(${JSON.stringify(selector)})].map(${order})`);
const directions = (page: Page, selector: string) =>
  page.evaluate<string[]>(
    `[...document.querySelectorAll(${JSON.stringify(selector)})].map((element) => getComputedStyle(element).direction)`,
  );

(noBrowser === undefined ? describe : describe.skip)(
  `what is written from right to left, in a browser${noBrowser ? ` (skipped: ${noBrowser})` : ''}`,
  () => {
    let caravan: TestCaravan;
    let publisher: TestPublisher;
    let browser: Browser;
    let page: Page;
    const partner = new Partner();
    beforeAll(async () => {
      [caravan, publisher, browser] = await Promise.all([
        startCaravan(),
        startPublisher(),
        openBrowser(),
        partner.start(),
      ]);
      page = await browser.newPage();
      for (const { source, language, title, summary } of stories) {
        publisher.head = language && `<language>${language}</language>`;
        publisher.items = [
          {
            guid: source,
            title,
            extra:
              '<pubDate>Wed, 07 Apr 2021 15:54:00 GMT</pubDate><content:encoded ' +
              'xmlns:content="http://purl.org/rss/1.0/modules/content/">' +
              `&lt;p&gt;${summary}&lt;/p&gt;</content:encoded>`,
          },
        ];
        await caravan.add(source, publisher.url);
      }
      for (const [number, { language, title, summary }] of stories.entries()) {
        await partner.send(
          published(number + 1, {
            title,
            summary,
            content: `<p>${summary}</p>`,
            published: '2021-04-07T15:54:00.000Z',
            language: language || undefined,
            topics: [{ slug: 'all', name: 'All' }],
          }),
        );
      }
    });
    afterAll(async () => {
      await browser.close();
      await Promise.all([caravan.stop(), publisher.stop(), partner.stop()]);
    });

    test.each(stories)(
      'on its page $source runs $direction, and its date is read in order',
      async ({ source, direction, title }) => {
        for (const width of [390, 1280]) {
          await page.setViewportSize({ width, height: 800 });
          await page.goto(`${caravan.url}/sources/${source}`);
          expect([width, await directions(page, 'article, article h2, article .summary')]).toEqual([
            width,
            [direction, direction, direction],
          ]);
          // The line below a story is ours: it runs as our language does, and stands on the story's side.
          expect(await directions(page, 'article .meta')).toEqual(['ltr']);
          expect(await read(page, 'article time')).toEqual(['7 April 2021']);
          expect(await read(page, 'article .meta a')).toEqual([`Source: Publisher ${source}`]);
          // The date stands on the far side of the source, and neither runs into the other.
          const [from, time] = [
            await page.locator('article .meta a').first().boundingBox(),
            await page.locator('article time').boundingBox(),
          ];
          if (from?.y === time?.y) expect((from?.x ?? 0) < (time?.x ?? 0)).toBe(true);
          const heading = await page.locator('article h2').boundingBox();
          const link = await page.locator('article h2 a').boundingBox();
          if ((link?.width ?? 0) < (heading?.width ?? 0) - 20)
            expect(
              Math.abs(
                direction === 'rtl'
                  ? (link?.x ?? 0) + (link?.width ?? 0) - (heading?.x ?? 0) - (heading?.width ?? 0)
                  : (link?.x ?? 0) - (heading?.x ?? 0),
              ),
            ).toBeLessThan(2);
          expect(await page.locator('article h2').textContent()).toBe(title);
        }
      },
    );

    test('so it is on the sample partner site, in lists and whole', async () => {
      await page.goto(`${partner.url}/topics/all`);
      expect(new Set(await read(page, 'article time'))).toEqual(new Set(['7 Apr 2021, 15:54 UTC']));
      for (const [number, { direction, source }] of stories.entries()) {
        await page.goto(`${partner.url}/topics/all`);
        const link = `h3 a[href*="${idOf(number + 1)}"]`;
        expect([source, await directions(page, `article:has(${link})`)]).toEqual([source, [direction]]);
        await page.locator(link).first().click();
        await page.locator('article.full').waitFor();
        expect([source, await directions(page, 'article.full, article.full h1, article.full .content')]).toEqual([
          source,
          [direction, direction, direction],
        ]);
        expect((await read(page, 'article.full time'))[0]).toBe('7 Apr 2021, 15:54 UTC');
      }
    });

    test('so it is in digests', async () => {
      for (const language of ['en', 'ar'] as const) {
        await page.setContent(
          render(
            issueOf(
              stories.map(({ language: of, title, summary }, index) =>
                story(index + 1, { title, summary, language: of ? of.toLowerCase() : undefined }),
              ),
            ),
            language,
          ).html,
        );
        expect(await directions(page, 'h3')).toEqual(stories.map(({ direction }) => direction));
      }
    });
  },
);
