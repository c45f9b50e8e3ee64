import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { noBrowser, openBrowser } from '../helpers/browser.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { newestMail } from '../helpers/mail.ts';
import { usePublisher } from '../helpers/publisher.ts';

if (noBrowser !== undefined) console.warn(`Signing up is not tested in a browser: ${noBrowser}.`);

(noBrowser === undefined ? describe : describe.skip)(
  `signing up in a browser${noBrowser ? ` (skipped: ${noBrowser})` : ''}`,
  () => {
    const caravan = useCaravan();
    const publisher = usePublisher();
    let browser: Browser;
    let page: Page;
    const errors: string[] = [];

    beforeAll(async () => {
      browser = await openBrowser();
      publisher.items = [
        { guid: '1', title: 'A story', extra: '<category>Economy</category><category>Energy</category>' },
      ];
      await caravan.add('emn', publisher.url);
    });
    afterEach(() => {
      expect(errors.splice(0)).toEqual([]);
    });
    afterAll(async () => {
      await browser.close();
    });

    const opened = new Map<string, Page>();
    /** Opens the page of a browser of these settings, once. */
    async function open(options: BrowserContextOptions = {}): Promise<void> {
      const settings = JSON.stringify(options);
      page = opened.get(settings) ?? (await newPage(options));
      opened.set(settings, page);
      await page.setViewportSize({ width: 1100, height: 900 });
    }
    async function newPage(options: BrowserContextOptions): Promise<Page> {
      const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Asia/Tbilisi', ...options });
      const made = await context.newPage();
      made.on('pageerror', (error) => errors.push(error.message));
      made.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text());
      });
      return made;
    }
    const row = async (address: string) => caravan.subscribers.get((await caravan.readerKey()).idOf(address));
    const heading = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    /** Opens the newest mail as a mail program does, and presses what it offers. */
    async function openMail(address: string, link: string): Promise<void> {
      await caravan.twin.idle();
      await page.goto('about:blank');
      await page.setContent(newestMail(caravan.twin, address).html ?? '');
      await page.getByRole('link', { name: link, exact: true }).click();
    }

    test.each([
      ['with', true],
      ['without', false],
    ] as const)('%s JavaScript: sign up, confirm, change the hour, leave', async (_, javaScriptEnabled) => {
      const address = `reader-${javaScriptEnabled ? 'script' : 'none'}@pages.example`;
      await open({ javaScriptEnabled });
      await page.goto(`${caravan.url}/topics/economy`);
      await page.getByRole('link', { name: 'By email', exact: true }).first().click();
      await heading('The news by email');
      expect(await page.getByLabel('Economy', { exact: true }).isChecked()).toBe(true);
      expect(await page.getByLabel('Energy', { exact: true }).isChecked()).toBe(false);
      expect(await page.getByLabel('Time zone').inputValue()).toBe(javaScriptEnabled ? 'Asia/Tbilisi' : 'UTC');
      if (!javaScriptEnabled) await page.getByLabel('Time zone').selectOption({ label: 'Tbilisi' });
      expect(await page.getByLabel('Day of the week').isVisible()).toBe(false);
      await page.getByLabel('Once a week').check();
      await page.getByLabel('Day of the week').selectOption('Friday');
      await page.getByLabel('Hour').selectOption('18:00');
      await page.getByLabel('Your email address').fill(address);
      await button('Send me the confirmation email').click();
      await heading('Check your inbox');

      await openMail(address, 'Confirm');
      await heading('One more step');
      await page.getByText('A digest every Friday at 18:00, Asia/Tbilisi time.').waitFor();
      expect((await row(address))?.status).toBe('pending');
      await button('Yes, send me the digests').click();
      await heading('Welcome!');
      expect(await row(address)).toMatchObject({
        status: 'active',
        preferences: {
          choice: { topics: ['economy'], sources: [] },
          cadence: { frequency: 'weekly', weekday: 5, hour: 18, zone: 'Asia/Tbilisi' },
        },
      });

      await page.getByRole('link', { name: 'Change what you get and when' }).click();
      await heading('Your digests');
      expect(await page.getByLabel('Hour').inputValue()).toBe('18');
      await page.getByLabel('Hour').selectOption('21:00');
      await page.getByLabel('Energy', { exact: true }).check();
      await button('Save').click();
      await page.getByText(/^Saved\. The next one comes on Friday \d+ \w+ at 21:00 \(Asia\/Tbilisi\)/).waitFor();
      expect(await page.getByLabel('Energy', { exact: true }).isChecked()).toBe(true);
      await page.reload();
      expect(await row(address)).toMatchObject({
        preferences: { choice: { topics: ['economy', 'energy'] }, cadence: { hour: 21 } },
      });

      await button('Unsubscribe').click();
      await heading('You are unsubscribed');
      expect((await row(address))?.status).toBe('left');
      await page.getByRole('link', { name: 'Sign up again' }).click();
      await heading('The news by email');
    });

    test('what is wrong is led to, and heard with its field', async () => {
      await open();
      await page.goto(`${caravan.url}/subscribe`);
      await page.evaluate('document.querySelector("form").noValidate = true');
      await page.getByLabel('Your email address').fill('reader@');
      await page.getByLabel('Hour').selectOption('05:00');
      await button('Send me the confirmation email').click();
      await page.getByRole('alert').getByRole('link', { name: 'The part after the @ must be a domain' }).click();
      expect(await page.evaluate('document.activeElement?.id ?? ""')).toBe('address');
      expect(await page.getByLabel('Your email address').inputValue()).toBe('reader@');
      expect(await page.getByLabel('Hour').inputValue()).toBe('5');
      const described = (await page.getByLabel('Your email address').getAttribute('aria-describedby')) ?? '';
      expect(
        (
          await page
            .locator(
              described
                .split(' ')
                .map((id) => `#${id}`)
                .join(', '),
            )
            .allTextContents()
        ).join(' '),
      ).toContain('The part after the @ must be a domain');
      expect(errors.splice(0)).toEqual([expect.stringContaining('422')]); // the browser's own words on the answer
    });

    test('the keyboard is enough, passes by the field for machines, and its place is seen', async () => {
      await open();
      await page.goto(`${caravan.url}/subscribe`);
      await page.getByLabel('Your email address').focus();
      const seen: string[] = [];
      for (let step = 0; step < 10; step++) {
        await page.keyboard.press('Tab');
        seen.push(
          await page.evaluate<string>(
            'document.activeElement.name + (getComputedStyle(document.activeElement).outlineStyle === "none" ? " unseen" : "")',
          ),
        );
      }
      expect(seen).toEqual([
        'topics',
        'topics',
        'topics',
        'sources',
        'frequency',
        'hour',
        'zone',
        'language',
        'only',
        'send',
      ]);
      expect(await page.getByRole('textbox').count()).toBe(1); // nobody hears it
    });

    test('in Arabic it runs from right to left, in the language that the browser asks for', async () => {
      await open({ locale: 'ar-EG', timezoneId: 'Asia/Calcutta' });
      await page.goto(`${caravan.url}/subscribe`);
      await heading('الأخبار في بريدك');
      expect(await page.evaluate('getComputedStyle(document.querySelector("form")).direction')).toBe('rtl');
      expect(await page.locator('#zone').inputValue()).toBe('Asia/Kolkata'); // by the name of today
      const [label, box] = [
        await page.locator('.box label').first().boundingBox(),
        await page.locator('.box input').first().boundingBox(),
      ];
      expect((box?.x ?? 0) - (label?.x ?? 0)).toBeGreaterThan((label?.width ?? 0) / 2);
      await page.locator('#address').fill('reader-ar@pages.example');
      await page.getByRole('button').click();
      await heading('تحقّق من بريدك');
      await openMail('reader-ar@pages.example', 'تأكيد');
      await heading('ضغطة واحدة وتبدأ');
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    });

    test.each([
      [360, 'light', 'ar'],
      [360, 'dark', 'ru'],
      [768, 'light', 'tr'],
      [1400, 'dark', 'en'],
    ] as const)(
      'nothing runs over the edge at %d pixels (%s, %s), and words stand out from the paper',
      async (width, colorScheme, language) => {
        await open();
        await page.setViewportSize({ width, height: 800 });
        await page.emulateMedia({ colorScheme });
        for (const path of ['/subscribe', '/subscribe/sent', '/unsubscribe?token=x']) {
          await page.goto(`${caravan.url}${path}${path.includes('?') ? '&' : '?'}language=${language}`);
          expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
          const colours = await page.evaluate<[words: string, paper: string][]>(coloursOfWords);
          expect(colours.length).toBeGreaterThan(2);
          for (const [words, paper] of colours)
            expect([words, paper, contrast(words, paper) > 4.5]).toEqual([words, paper, true]);
        }
        errors.length = 0; // the browser's own words on the refusal
      },
    );
  },
);

/** What colours the page's words have, and what is behind them. Runs in the page. */
const coloursOfWords = `[
  ...document.querySelectorAll('h1, .lead, .small, .hint, .label, a, button'),
].filter((element) => element.checkVisibility()).map((element) => {
  const { color, backgroundColor } = getComputedStyle(element);
  return [color, /, 0\\)$/.test(backgroundColor) ? getComputedStyle(document.body).backgroundColor : backgroundColor];
})`;

/** How far words stand out from what is behind them (WCAG 2.2, 1.4.3). */
function contrast(words: string, paper: string): number {
  const light = (colour: string) => {
    const parts = (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map((part) => Number(part) / 255);
    const [red = 0, green = 0, blue = 0] = parts.map((part) =>
      part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
  };
  const [one, other] = [light(words), light(paper)];
  return Math.max(one, other) / Math.min(one, other);
}
