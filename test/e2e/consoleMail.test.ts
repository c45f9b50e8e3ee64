import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { twinOperator } from '../../modules/operations/operatorClients.ts';
import { left } from '../../modules/subscribers/subscription.ts';
import { startConsole } from '../../console/server.ts';
import { noBrowser, openBrowser } from '../helpers/browser.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { digestTools } from '../helpers/digests.ts';
import { usePublisher } from '../helpers/publisher.ts';

if (noBrowser !== undefined) console.warn(`The console's mailbox is not tested in a browser: ${noBrowser}.`);

(noBrowser === undefined ? describe : describe.skip)(
  `the mailbox in the console${noBrowser ? ` (skipped: ${noBrowser})` : ''}`,
  () => {
    const caravan = useCaravan();
    const publisher = usePublisher();
    let browser: Browser;
    let page: Page;
    let shown: Awaited<ReturnType<typeof startConsole>>;
    const errors: string[] = [];

    beforeAll(async () => {
      browser = await openBrowser();
      publisher.items = [{ guid: 'a', title: 'Port opens' }];
      await caravan.add('emn', publisher.url);
      shown = await startConsole(caravan.twin);
      page = await browser.newPage();
      page.on('dialog', (asks) => void asks.accept());
      page.on('pageerror', (error) => errors.push(error.message));
      await page.goto(shown.url);
    });
    afterAll(async () => {
      await browser.close();
      await shown.stop();
    });
    const frame = () => page.frameLocator('#mail-html');

    test('who has no reader is told so', async () => {
      await page.getByText('Nobody reads by mail yet.').waitFor();
      await page.getByText('No mail was sent yet.').waitFor();
    });

    test('a digest is sent at a click, and is there as HTML, as text and with its headers', async () => {
      await digestTools(caravan).add('reader@baku.example');
      await page.locator('#readers').getByRole('button', { name: 'Send the digest now' }).click();
      const mail = page.locator('#mails > li', { hasText: 'Port opens' });
      await mail.getByText('delivered', { exact: true }).waitFor();
      await mail.getByRole('button').click();
      await frame().getByRole('link', { name: 'Port opens', exact: true }).waitFor();
      expect(await page.locator('#mail-text').isVisible()).toBe(false);
      await page.getByRole('tab', { name: 'Text' }).click();
      expect(await page.locator('#mail-text').innerText()).toContain('Port opens');
      await page.keyboard.press('ArrowRight');
      expect(await page.locator('#mail-headers').innerText()).toMatch(
        /^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/m,
      );
      await page.keyboard.press('Escape');
      expect(await page.locator('#mail').isVisible()).toBe(false);
      expect(errors).toEqual([]);
    });

    test('the next digest is shown as it would be, and nothing is sent', async () => {
      const card = page.locator('#readers > li', { hasText: 'reader@baku.example' });
      const sent = caravan.twin.mailbox.all().length;
      await card.getByRole('button', { name: 'Preview' }).click();
      await page.locator('#mail-subject').getByText('There is nothing new for reader@baku.example').waitFor();
      await page.keyboard.press('Escape');
      publisher.items.push({ guid: 'b', title: 'Port closes' });
      await caravan.poll('emn');
      await card.getByRole('button', { name: 'Preview' }).click();
      await frame().getByRole('link', { name: 'Port closes', exact: true }).waitFor();
      expect(await page.locator('#mail-people').innerText()).toBe('A preview: nothing is sent → reader@baku.example');
      await page.keyboard.press('Escape');
      expect(caravan.twin.mailbox.all()).toHaveLength(sent);
    });

    test('a link of a mail opens beside the console, where it works', async () => {
      await page.locator('#mails > li', { hasText: 'Port opens' }).getByRole('button').click();
      const opened = page.context().waitForEvent('page');
      await frame().locator('a[href*="/preferences"]').click();
      const preferences = await opened;
      await preferences.getByRole('button', { name: /unsubscribe/i }).waitFor();
      await preferences.close();
      await page.getByRole('button', { name: 'Close' }).click();
    });

    test('nothing in a mail runs, wherever it is opened', async () => {
      const ses = new SESv2Client(twinOperator(caravan.twin.endpoint));
      const html =
        '<p id="told">Told</p><script>document.body.id = "ran"; parent.document.title = "ran"</script><img ' +
        'src="x:" onerror="document.body.id=\'ran\'">';
      const content = (Data: string) => ({ Data });
      await ses.send(
        new SendEmailCommand({
          FromEmailAddress: 'news@caravan.example',
          Destination: { ToAddresses: ['victim@baku.example'] },
          Content: {
            Simple: { Subject: content('<b>Bold</b>'), Body: { Html: content(html), Text: content('Told') } },
          },
        }),
      );
      await page.locator('#mails > li', { hasText: 'victim@baku.example' }).getByRole('button').click();
      await frame().locator('#told').waitFor();
      expect(await frame().locator('#ran').count()).toBe(0);
      expect(await page.title()).toBe('Caravan console');
      expect(await page.locator('#mail-subject').innerText()).toBe('<b>Bold</b>');
      const alone = await browser.newPage();
      await alone.goto(`${shown.url}${(await page.locator('#mail-html').getAttribute('src'))!}`);
      await alone.locator('#told').waitFor();
      expect(await alone.locator('#ran').count()).toBe(0);
      await alone.close();
      await page.getByRole('button', { name: 'Close' }).click();
    });

    test('who left is shown so, without a button to send, and a button pressed too late says why nothing came', async () => {
      const reader = await digestTools(caravan).add('leaver@baku.example');
      const card = page.locator('#readers > li', { hasText: 'leaver@baku.example' });
      await card.getByRole('button', { name: 'Send the digest now' }).waitFor();
      await caravan.subscribers.change(reader.id, (row) => left(row, 'left by the page', new Date()));
      const answer = await page.evaluate(
        async (id) => (await fetch('/send-digest', { method: 'POST', body: JSON.stringify({ id }) })).text(),
        reader.id,
      );
      expect(answer).toBe('The reader is left: no digest goes out.');
      await card.getByText('left: left by the page').waitFor();
      expect(await card.getByRole('button').allTextContents()).toEqual(['Suppress']);
    });
  },
);
