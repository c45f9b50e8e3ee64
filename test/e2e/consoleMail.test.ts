import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { twinOperator } from '../../modules/operations/operatorClients.ts';
import { left } from '../../modules/subscribers/subscription.ts';
import { noBrowser } from '../helpers/browser.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { useConsole } from '../helpers/consolePage.ts';
import { digestTools } from '../helpers/digests.ts';
import { usePublisher } from '../helpers/publisher.ts';

if (noBrowser !== undefined) console.warn(`The console's mailbox is not tested in a browser: ${noBrowser}.`);

(noBrowser === undefined ? describe : describe.skip)(
  `the mailbox in the console${noBrowser ? ` (skipped: ${noBrowser})` : ''}`,
  () => {
    const caravan = useCaravan();
    const publisher = usePublisher();
    const shown = useConsole(caravan);

    beforeAll(async () => {
      publisher.items = [{ guid: 'a', title: 'Port opens' }];
      await caravan.add('emn', publisher.url);
    });
    const frame = () => shown.page.frameLocator('#mail-html');

    test('who has no reader is told so', async () => {
      await shown.page.getByText('Nobody reads by mail yet.').waitFor();
      await shown.page.getByText('No mail was sent yet.').waitFor();
    });

    test('a digest is sent at a click, and is there as HTML, as text and with its headers', async () => {
      await digestTools(caravan).add('reader@baku.example');
      await shown.page.locator('#readers').getByRole('button', { name: 'Send the digest now' }).click();
      const mail = shown.page.locator('#mails > li', { hasText: 'Port opens' });
      await mail.getByText('delivered', { exact: true }).waitFor();
      await mail.getByRole('button').click();
      await frame().getByRole('link', { name: 'Port opens', exact: true }).waitFor();
      expect(await shown.page.locator('#mail-text').isVisible()).toBe(false);
      await shown.page.getByRole('tab', { name: 'Text' }).click();
      expect(await shown.page.locator('#mail-text').innerText()).toContain('Port opens');
      await shown.page.keyboard.press('ArrowRight');
      expect(await shown.page.locator('#mail-headers').innerText()).toMatch(
        /^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/m,
      );
      await shown.page.keyboard.press('Escape');
      expect(await shown.page.locator('#mail').isVisible()).toBe(false);
      expect(shown.errors).toEqual([]);
    });

    test('the next digest is shown as it would be, and nothing is sent', async () => {
      const card = shown.page.locator('#readers > li', { hasText: 'reader@baku.example' });
      const sent = caravan.twin.mailbox.all().length;
      await card.getByRole('button', { name: 'Preview' }).click();
      await shown.page.locator('#mail-subject').getByText('There is nothing new for reader@baku.example').waitFor();
      await shown.page.keyboard.press('Escape');
      publisher.items.push({ guid: 'b', title: 'Port closes' });
      await caravan.poll('emn');
      await card.getByRole('button', { name: 'Preview' }).click();
      await frame().getByRole('link', { name: 'Port closes', exact: true }).waitFor();
      expect(await shown.page.locator('#mail-people').innerText()).toBe(
        'A preview: nothing is sent → reader@baku.example',
      );
      await shown.page.keyboard.press('Escape');
      expect(caravan.twin.mailbox.all()).toHaveLength(sent);
    });

    test('a link of a mail opens beside the console, where it works', async () => {
      await shown.page.locator('#mails > li', { hasText: 'Port opens' }).getByRole('button').click();
      const opened = shown.page.context().waitForEvent('page');
      await frame().locator('a[href*="/preferences"]').click();
      const preferences = await opened;
      await preferences.getByRole('button', { name: /unsubscribe/i }).waitFor();
      await preferences.close();
      await shown.page.getByRole('button', { name: 'Close' }).click();
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
      await shown.page.locator('#mails > li', { hasText: 'victim@baku.example' }).getByRole('button').click();
      await frame().locator('#told').waitFor();
      expect(await frame().locator('#ran').count()).toBe(0);
      expect(await shown.page.title()).toBe('Caravan console');
      expect(await shown.page.locator('#mail-subject').innerText()).toBe('<b>Bold</b>');
      const alone = await shown.browser.newPage();
      await alone.goto(`${shown.served.url}${(await shown.page.locator('#mail-html').getAttribute('src'))!}`);
      await alone.locator('#told').waitFor();
      expect(await alone.locator('#ran').count()).toBe(0);
      await alone.close();
      await shown.page.getByRole('button', { name: 'Close' }).click();
    });

    test('who left is shown so, without a button to send, and a button pressed too late says why nothing came', async () => {
      const reader = await digestTools(caravan).add('leaver@baku.example');
      const card = shown.page.locator('#readers > li', { hasText: 'leaver@baku.example' });
      await card.getByRole('button', { name: 'Send the digest now' }).waitFor();
      await caravan.subscribers.change(reader.id, (row) => left(row, 'left by the page', new Date()));
      const answer = await shown.page.evaluate(
        async (id) => (await fetch('/send-digest', { method: 'POST', body: JSON.stringify({ id }) })).text(),
        reader.id,
      );
      expect(answer).toBe('The reader is left: no digest goes out.');
      await card.getByText('left: left by the page').waitFor();
      expect(await card.getByRole('button').allTextContents()).toEqual(['Suppress']);
    });
  },
);
