import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { tokenFor } from '../../modules/subscribers/readerKey.ts';
import { noBrowser, openBrowser } from '../helpers/browser.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { newestMail } from '../helpers/mail.ts';
import { usePublisher } from '../helpers/publisher.ts';

if (noBrowser !== undefined) console.warn(`Choosing among many topics is not tested in a browser: ${noBrowser}.`);

const name = (number: number) => `Subject ${String(number).padStart(3, '0')}`;
const category = (text: string) => `<category>${text}</category>`;

(noBrowser === undefined ? describe : describe.skip)(
  `choosing among many topics in a browser${noBrowser ? ` (skipped: ${noBrowser})` : ''}`,
  () => {
    const caravan = useCaravan();
    const publisher = usePublisher();
    let browser: Browser;
    let page: Page;
    const errors: string[] = [];

    beforeAll(async () => {
      browser = await openBrowser();
      publisher.items = [
        ...Array.from({ length: 21 }, (_, item) => ({
          guid: `s${item}`,
          title: `Story ${item}`,
          extra: Array.from({ length: 9 }, (_, place) => category(name(9 * item + place))).join(''),
        })),
        {
          guid: 'z',
          title: 'The last by the alphabet',
          extra: ['Zürich Airport', 'Экономика Кавказа', 'اقتصاد العالم', '国際経済'].map(category).join(''),
        },
        ...[1, 2, 3].map((item) => ({ guid: `w${item}`, title: `Water ${item}`, extra: category('Water') })),
      ];
      await caravan.add('emn', publisher.url);
    });
    afterAll(async () => {
      await browser.close();
      expect(errors).toEqual([]);
    });

    const opened = new Map<boolean, Page>();
    /** Opens the page of a browser with JavaScript, or without, once. */
    async function open({ javaScriptEnabled = true, width = 1280 } = {}): Promise<void> {
      page = opened.get(javaScriptEnabled) ?? (await newPage(javaScriptEnabled));
      opened.set(javaScriptEnabled, page);
      await page.setViewportSize({ width, height: 900 });
    }
    async function newPage(javaScriptEnabled: boolean): Promise<Page> {
      const made = await (await browser.newContext({ locale: 'en-GB', javaScriptEnabled })).newPage();
      made.on('pageerror', (error) => errors.push(error.message));
      made.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text());
      });
      return made;
    }
    const titles = (of = 'topics') => page.locator(`#${of} bdi`).allTextContents();
    const find = async (text: string) => {
      await page.getByLabel('Find others by name').fill(text);
      await page.getByRole('button', { name: 'Find', exact: true }).click();
    };

    test('the most used stand first', async () => {
      await open();
      await page.goto(`${caravan.url}/subscribe`);
      expect((await titles()).slice(0, 2)).toEqual(['Testing', 'Water']);
      expect((await titles()).length).toBe(60);
      expect(await titles('sources')).toEqual(['Publisher emn']);
    });

    test.each([
      ['with', true],
      ['without', false],
    ] as const)(
      '%s JavaScript every topic is found by any word of its name, and what was ticked and typed stays until it is sent',
      async (_, javaScriptEnabled) => {
        const address = `many-${javaScriptEnabled ? 'script' : 'none'}@topics.example`;
        await open({ javaScriptEnabled });
        await page.goto(`${caravan.url}/subscribe`);
        await page.getByLabel('Your email address').fill(address);
        await page.getByLabel('Once a week').check();
        await page.getByLabel('Hour').selectOption('21:00');
        await page.getByLabel('Water', { exact: true }).check();
        for (const [text, found] of [
          ['airp', 'Zürich Airport'],
          ['zurich', 'Zürich Airport'],
          ['КАВКАЗ', 'Экономика Кавказа'],
          ['العالم', 'اقتصاد العالم'],
          ['経済', '国際経済'],
          ['subject 188', name(188)],
        ] as const) {
          await find(text);
          expect(await page.getByLabel('Water', { exact: true }).isChecked()).toBe(true);
          expect(await titles()).toContain(found);
          expect((await titles()).length).toBeLessThanOrEqual(6);
          await page.getByLabel(found, { exact: true }).check();
        }
        await find('no such thing');
        await page.getByText('Nothing matches “no such thing”').waitFor();
        await find('');
        expect((await titles()).slice(0, 6).toSorted()).toEqual(
          ['Water', 'Zürich Airport', 'Экономика Кавказа', 'اقتصاد العالم', '国際経済', name(188)].toSorted(),
        );
        // Enter behind a name looks for it; in another field it sends the form.
        await page.getByLabel('Find others by name').fill('Testing');
        await page.getByLabel('Find others by name').press('Enter');
        await page.getByText('Matches for “Testing”').waitFor();
        expect(await page.getByLabel('Your email address').inputValue()).toBe(address);
        expect(await page.getByLabel('Hour').inputValue()).toBe('21');
        await page.getByLabel('Your email address').press('Enter');
        await page.getByRole('heading', { level: 1, name: 'Check your inbox' }).waitFor();

        await caravan.twin.idle();
        await page.goto('about:blank');
        await page.setContent(newestMail(caravan.twin, address).html ?? '');
        await page.getByRole('link', { name: 'Confirm', exact: true }).click();
        await page.getByRole('button', { name: 'Yes, send me the digests' }).click();
        const topics = ['water', 'zürich-airport', 'экономика-кавказа', 'اقتصاد-العالم', '国際経済', 'subject-188'];
        const row = async () => (await caravan.subscribers.get((await caravan.readerKey()).idOf(address)))?.preferences;
        expect((await row())?.choice.topics.toSorted()).toEqual(topics.toSorted());

        await page.getByRole('link', { name: 'Change what you get and when' }).click();
        await page.getByLabel('Hour').selectOption('06:00');
        await page.getByLabel('国際経済', { exact: true }).uncheck();
        await find('subject 007');
        await page.getByLabel(name(7), { exact: true }).check();
        expect((await row())?.cadence.hour).toBe(21); // nothing is saved yet
        await page.getByRole('button', { name: 'Save', exact: true }).click();
        await page.getByText('Saved.').waitFor();
        expect((await row())?.choice.topics.toSorted()).toEqual(
          [...topics.filter((slug) => slug !== '国際経済'), 'subject-007'].toSorted(),
        );
        expect(await row()).toMatchObject({ cadence: { frequency: 'weekly', hour: 6 } });
      },
      60_000,
    );

    test.each([
      [390, 'ar'],
      [390, 'ru'],
      [1280, 'tr'],
      [1280, 'en'],
    ] as const)('nothing runs over the edge at %d pixels (%s), with an answer or without', async (width, language) => {
      await open({ width });
      for (const query of ['', '&find=subject', '&find=airport', `&find=${'x'.repeat(100)}`]) {
        await page.goto(`${caravan.url}/subscribe?language=${language}${query}`);
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
        expect(await page.locator('#find').isVisible()).toBe(true);
      }
    });

    test('a link from a page ticks its topic, though it is not among the most used', async () => {
      await open();
      await page.goto(`${caravan.url}/topics/zürich-airport`);
      await page.getByRole('link', { name: 'By email', exact: true }).first().click();
      expect(await page.getByLabel('Zürich Airport', { exact: true }).isChecked()).toBe(true);
      expect((await titles())[0]).toBe('Zürich Airport');
    });

    test("a reader's link that is spelt otherwise keeps its token", async () => {
      const signing = { key: await caravan.readerKey(), now: new Date() };
      const token = tokenFor(
        { purpose: 'preferences', subscriberId: signing.key.idOf('many-none@topics.example') },
        signing,
      );
      const response = await fetch(`${caravan.url}/Preferences/?token=${token}`);
      expect([response.status, response.url]).toEqual([200, `${caravan.url}/preferences?token=${token}`]);
    });
  },
);
