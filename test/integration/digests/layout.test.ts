import type { Browser, Page } from 'playwright-core';
import { addressTo } from '../../../modules/digests/content/render.ts';
import type { DigestContent } from '../../../modules/digests/content/digestContent.ts';
import type { MailLanguage } from '../../../modules/locales/languages.ts';
import { noBrowser, openBrowser } from '../../helpers/browser.ts';
import { fullIssue, issueOf, render, story } from '../../helpers/issues.ts';

interface Look {
  readonly width?: number;
  readonly language?: MailLanguage;
  readonly colorScheme?: 'light' | 'dark';
  /** As Gmail shows it to other accounts. */
  readonly withoutSheets?: boolean;
}

const links = { preferences: 'https://news.example/p', unsubscribe: 'https://news.example/u' };

if (noBrowser !== undefined) {
  test.skip(`skipped: ${noBrowser}`, () => undefined);
} else {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  /** A mail as it is shown where nothing can be fetched, pictures neither. */
  const shown = async (
    issue: DigestContent,
    { width = 800, language = 'en', colorScheme = 'light', withoutSheets = false }: Look,
    look: (page: Page) => Promise<void>,
  ): Promise<void> => {
    const { html } = addressTo(render(issue, language), links);
    const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
    await page.route('http*://**', (route) => route.abort());
    await page.setContent(withoutSheets ? html.replace(/<style.*?<\/style>|<meta name[^>]*>/gs, '') : html);
    try {
      await look(page);
    } finally {
      await page.close();
    }
  };
  const boxOf = async (page: Page, selector: string) => (await page.locator(selector).first().boundingBox())!;
  const overflow = (page: Page) =>
    page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');

  test.each<Look>([{}, { withoutSheets: true }, { language: 'ar' }, { colorScheme: 'dark' }])(
    'a phone shows all of its width, whatever words there are: %j',
    async (look) => {
      const long = story(9, {
        title: `Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen https://example.org/${'x'.repeat(90)}`,
        summary: 'x'.repeat(300),
        image: { url: 'https://img.example/9.jpg', alt: 'y'.repeat(60) },
      });
      await shown(
        { ...fullIssue(), sections: [...fullIssue().sections, { stories: [long] }] },
        { ...look, width: 360 },
        async (page) => {
          expect(await overflow(page)).toBe(0);
        },
      );
    },
  );

  test('without pictures the first headline stands where it would stand without one', async () => {
    await shown(fullIssue(), {}, async (page) => {
      const [topic, headline] = [await boxOf(page, 'h2'), await boxOf(page, 'h3')];
      expect(headline.y - topic.y).toBeLessThan(110);
    });
  });

  test('from right to left all is mirrored, and a story in Latin letters is not', async () => {
    await shown(fullIssue(), { language: 'ar' }, async (page) => {
      expect((await boxOf(page, 'h3 >> nth=1')).x).toBeLessThan((await boxOf(page, 'img >> nth=1')).x);
      const sides = await page.evaluate<string[]>(
        `[...document.querySelectorAll('h2, h3, .more')].map((element) => getComputedStyle(element).textAlign.replace('-webkit-', ''))`,
      );
      expect(sides).toEqual(['right', 'left', 'left', 'right', 'right', 'left', 'right']);
    });
    await shown(
      issueOf([
        story(1),
        story(2, {
          language: 'ar',
          title: 'رفع الجسر',
          image: { url: 'https://img.example/9.jpg', width: 800, height: 600 },
        }),
      ]),
      {},
      async (page) => {
        expect((await boxOf(page, 'img')).x).toBeLessThan((await boxOf(page, 'h3 >> nth=1')).x);
      },
    );
  });

  test.each(['light', 'dark'] as const)(
    'in the %s everything can be read: at least 4.5 to 1 (WCAG 2.2, 1.4.3)',
    async (colorScheme) => {
      await shown(fullIssue(), { colorScheme }, async (page) => {
        const pairs = await page.evaluate<[string, string, string][]>(
          `[...document.querySelectorAll('h1, h2, h3, p, a, span, img')].map((element) => [element.textContent, ` +
            'getComputedStyle(element).color, getComputedStyle(document.body).backgroundColor])',
        );
        const poor = pairs.filter(([, ink, paper]) => contrast(ink, paper) < 4.5);
        expect(poor).toEqual([]);
        expect(new Set(pairs.map(([, ink]) => ink)).size).toBe(3);
      });
    },
  );
}

/** How well one colour can be told from another (WCAG 2.2). */
function contrast(one: string, other: string): number {
  const light = (colour: string): number => {
    const [red = 0, green = 0, blue = 0] = (colour.match(/\d+/g) ?? [])
      .map((part) => Number(part) / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [brighter, darker] = [light(one), light(other)].toSorted((a, b) => b - a) as [number, number];
  return (brighter + 0.05) / (darker + 0.05);
}
