import { beforeAll, describe, expect, test } from '@jest/globals';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { noBrowser } from '../helpers/browser.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { declines, useConsole, writes } from '../helpers/consolePage.ts';
import { deliveryTools } from '../helpers/partner.ts';
import { usePublisher } from '../helpers/publisher.ts';
import { useReceiver } from '../helpers/receiver.ts';

if (noBrowser !== undefined) console.warn(`The console's care is not tested in a browser: ${noBrowser}.`);

(noBrowser === undefined ? describe : describe.skip)(
  `what operators mend from the console${noBrowser ? ` (skipped: ${noBrowser})` : ''}`,
  () => {
    const caravan = useCaravan();
    const publisher = usePublisher();
    const partner = useReceiver();
    const shown = useConsole(caravan);

    beforeAll(async () => {
      publisher.items = [{ guid: 'a', title: 'A story' }];
      await caravan.add('emn', publisher.url);
    });
    const came = () => shown.page.locator('#came');
    const source = () => shown.page.locator('#sources > li', { hasText: 'Publisher emn' });

    test('whoever thinks better of it has changed nothing; each question says where it acts', async () => {
      shown.answer = declines;
      await source().getByRole('button', { name: 'Pause' }).click();
      expect(shown.asked.at(-1)).toBe('Pause, Publisher emn, on the local twin?');
      expect((await caravan.sources.get('emn'))?.status).toBe('active');
      expect(await came().isHidden()).toBe(true);
    });

    test('an endpoint is disabled with a reason, enabled, and recovered since a time', async () => {
      const tools = await deliveryTools(caravan);
      const { partnerId, id } = await tools.connect(partner);
      const card = shown.page.locator('#partners > li', { hasText: partner.url });
      shown.answer = writes('Its server is being moved');
      await card.getByRole('button', { name: 'Disable' }).click();
      await card.getByText(/^Disabled by an operator .*: Its server is being moved$/).waitFor();
      await came().getByText('It is disabled, and hears nothing.').waitFor();
      expect(await caravan.endpoints.get(partnerId, id)).toMatchObject({
        status: 'disabled',
        disabled: { by: 'operator' },
      });
      publisher.items.push({ guid: 'b', title: 'Meanwhile' });
      await caravan.poll('emn');
      shown.answer = writes('');
      await card.getByRole('button', { name: 'Enable' }).click();
      await card.getByText('Healthy').waitFor();
      shown.answer = writes('yesterday');
      await card.getByRole('button', { name: 'Recover' }).click();
      await came()
        .getByText(/Write a time with its zone/)
        .waitFor();
      shown.answer = writes('24h');
      await card.getByRole('button', { name: 'Recover' }).click();
      await card
        .locator('.deliveries > li', { hasText: 'Meanwhile' })
        .getByText('delivered', { exact: true })
        .waitFor();
    });

    test('a source is edited by a form, which says how a field is written and what comes of it', async () => {
      await source().getByRole('button', { name: 'Edit' }).click();
      const form = shown.page.locator('#source form');
      await form.getByRole('button', { name: 'Change it' }).click();
      await form.getByText('Nothing is changed yet.').waitFor();
      await form.getByLabel('Interval').fill('soon');
      await form.getByRole('button', { name: 'Change it' }).click();
      await form.getByText(/^Write a number and s, m, h or d/).waitFor();
      await form.getByLabel('Interval').fill('15m');
      await form.getByLabel('Topics').fill('Economy, Energy');
      await form.getByRole('button', { name: 'Change it' }).click();
      await came().getByText('it is polled every 900 s.').waitFor();
      await source().getByText('polled every 900 s').waitFor();
      expect(await shown.page.locator('#source').isHidden()).toBe(true);
      expect(await caravan.sources.get('emn')).toMatchObject({
        intervalSeconds: 900,
        topics: [{ slug: 'economy' }, { slug: 'energy' }],
        url: publisher.url,
      });
      await source().getByRole('button', { name: 'Edit' }).click();
      expect(await form.getByLabel('Interval').inputValue()).toBe('900s');
      await form.getByLabel('Interval').fill('');
      await form.getByRole('button', { name: 'Change it' }).click();
      await came().getByText('it is polled by its own habit.').waitFor();
      expect((await caravan.sources.get('emn'))?.intervalSeconds).toBeUndefined();
    });

    test('of two dead letters one is sent back, and the other one dropped', async () => {
      const QueueUrl = caravan.twin.stack
        .ofType('AWS::SQS::Queue')
        .find(({ id }) => id.startsWith('PollingPollsDeadLetters'))?.ref;
      for (const sourceId of ['first', 'second'])
        await caravan.sqs.send(
          new SendMessageCommand({
            QueueUrl,
            MessageBody: JSON.stringify({ sourceId, dueAt: 1 }),
            MessageGroupId: sourceId,
            MessageDeduplicationId: sourceId,
          }),
        );
      await shown.page.reload();
      const card = shown.page.locator('#queues > li', { hasText: 'dead letters polls' });
      await card.getByText('2 waiting').waitFor();
      await card.getByRole('button', { name: 'Look' }).click();
      const letter = (about: string) => card.locator('.letters > li', { hasText: about });
      shown.answer = writes('A test');
      await letter('sourceId first').getByRole('button', { name: 'Drop' }).click();
      await came().getByText('Dropped: 1.').waitFor();
      expect(shown.asked.at(-1)).toMatch(/^Drop, letter [0-9a-f]{8} of polls, on the local twin: why\?$/);
      await card.getByText('1 waiting').waitFor();
      await card.getByRole('button', { name: 'Look' }).click();
      shown.answer = writes('');
      await letter('sourceId second').getByRole('button', { name: 'Redrive' }).click();
      await came().getByText('Sent back: 1. Left: 0.').waitFor();
      await card.getByText('empty').waitFor();
    });

    test('what readers lack is counted, sent and replayed', async () => {
      shown.answer = writes('24h');
      const press = (name: string) => shown.page.locator('#missing').getByRole('button', { name }).click();
      await press('Count what is missing');
      await came()
        .getByText(/Missing at 1 endpoints: 0\. Readers: 0 active.*Nothing is missing\./)
        .waitFor();
      await press('Replay feeds');
      await came()
        .getByText(/2 articles since .* are carried once more/)
        .waitFor();
      shown.answer = writes('40d');
      await press('Send what is missing');
      await came().getByText('Recovery reaches 14 days back at most.').waitFor();
    });

    test('a source is added, and removed', async () => {
      shown.answer = writes('http://127.0.0.1:9/none');
      await shown.page.getByRole('button', { name: 'Add a source' }).click();
      await shown.page.locator('#came.bad').waitFor();
      shown.answer = writes('');
      await source().getByRole('button', { name: 'Remove' }).click();
      await came()
        .getByText(/Publisher emn: removed\. 2 of its articles stay out/)
        .waitFor();
      expect(await caravan.sources.get('emn')).toBeUndefined();
    });

    test('the page has no error of its own, and no grant was missing', () => {
      expect(shown.errors).toEqual([]);
      expect(caravan.twin.refusals).toEqual([]);
    });
  },
);
