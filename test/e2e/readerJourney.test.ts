import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { Subscriber } from '../../modules/subscribers/subscriber.ts';
import { epochSeconds } from '../../platform/values/time.ts';
import { noBrowser, openBrowser } from '../helpers/browser.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { linkIn, newestMail } from '../helpers/mail.ts';
import { usePublisher } from '../helpers/publisher.ts';

if (noBrowser !== undefined)
  console.warn(`A reader's way from the first page to the last is not tested: ${noBrowser}.`);
const address = 'leyla@baku.example';

/**
 * One reader, from the first page to the last, as she would go: pages in a browser, mails opened as pages, and the
 * schedule's own runs.
 */
(noBrowser === undefined ? describe : describe.skip)(
  `a reader's way${noBrowser ? ` (skipped: ${noBrowser})` : ''}`,
  () => {
    const caravan = useCaravan();
    const publisher = usePublisher();
    let browser: Browser;
    let page: Page;
    beforeAll(async () => {
      browser = await openBrowser();
      publisher.items = [{ guid: 'a', title: 'Port opens' }];
      await caravan.add('emn', publisher.url);
      page = await (await browser.newContext({ timezoneId: 'Asia/Baku' })).newPage();
    });
    afterAll(async () => {
      await browser.close();
    });
    const row = async (): Promise<Subscriber> =>
      (await caravan.subscribers.get((await caravan.readerKey()).idOf(address)))!;
    const mails = () => caravan.twin.mailbox.to(address);
    const publish = async (guid: string, title: string) => {
      publisher.items = [...publisher.items, { guid, title }];
      await caravan.poll('emn');
    };
    const publicUrl = () => caravan.twin.url;
    let lastHour = 0;
    /** Lets her hour come: her due time is moved to this second, and the schedule runs. */
    const hourComes = async () => {
      while (epochSeconds(new Date()) <= lastHour) await setTimeout(20); // within one second two digests would be one
      const dueAt = epochSeconds(new Date());
      lastHour = dueAt;
      await caravan.subscribers.change((await row()).id, (before) =>
        before.dueAt === undefined ? undefined : { ...before, dueAt },
      );
      await caravan.twin.fire('all');
      await caravan.twin.idle();
    };

    test('she signs up, and her zone is known', async () => {
      await page.goto(`${publicUrl()}/`);
      await page.getByRole('link', { name: /mail/i }).click();
      await page.getByLabel(/address/i).fill(address);
      expect(await page.locator('select[name=zone]').inputValue()).toBe('Asia/Baku');
      await page.locator('form button').last().click();
      await page.waitForURL(/\/subscribe\/sent/);
      await caravan.twin.idle();
      expect(await row()).toMatchObject({ status: 'pending' });
    });

    test('she opens the mail and presses the button', async () => {
      await page.setContent(newestMail(caravan.twin, address).html ?? '');
      await page.locator('a[href*="/subscribe/confirm"]').first().click();
      expect(await row()).toMatchObject({ status: 'pending' });
      await page.locator('main form button').click();
      await page.waitForLoadState();
      expect(await row()).toMatchObject({
        status: 'active',
        preferences: { cadence: { frequency: 'daily', hour: 7, zone: 'Asia/Baku' } },
      });
      expect(new Date((await row()).dueAt! * 1_000).toISOString()).toMatch(/T03:00:00/);
    });

    test('her hour comes, and so does the digest', async () => {
      await hourComes();
      expect(mails()).toHaveLength(2);
      expect(newestMail(caravan.twin, address).text).toContain('Port opens');
    });

    test('she changes her hour by a link of the digest, and the next comes then', async () => {
      await page.setContent(newestMail(caravan.twin, address).html ?? '');
      await page.locator('a[href*="/preferences"]').click();
      await page.locator('select[name=hour]').selectOption('20');
      await page.locator('form button').first().click();
      await page.waitForURL(/saved/);
      expect(new Date((await row()).dueAt! * 1_000).toISOString()).toMatch(/T16:00:00/);
      await publish('b', 'Harvest grows');
      await caravan.twin.fire('all');
      await caravan.twin.idle();
      expect(mails()).toHaveLength(2); // it is not her hour yet
      await hourComes();
      expect(newestMail(caravan.twin, address).text).toContain('Harvest grows');
      expect(newestMail(caravan.twin, address).text).not.toContain('Port opens');
    });

    test('she leaves by the button of her mail program, and the next digest does not come', async () => {
      const last = newestMail(caravan.twin, address);
      const header = last.headers.find(({ name }) => name === 'List-Unsubscribe')?.value ?? '';
      expect(header.slice(1, -1)).toBe(linkIn(last, '/unsubscribe'));
      await publish('c', 'Rail line');
      const before = mails().length;
      const answer = await fetch(header.slice(1, -1), {
        method: 'POST',
        body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
      });
      expect(answer.status).toBe(200);
      expect(await row()).toMatchObject({ status: 'left' });
      await hourComes();
      expect(mails()).toHaveLength(before);
    });
  },
);
