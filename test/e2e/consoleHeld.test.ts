import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addRule } from '../../modules/operations/editorRules.ts';
import { articleId } from '../../modules/sources/seenList.ts';
import { noBrowser } from '../helpers/browser.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { declines, useConsole, writes } from '../helpers/consolePage.ts';
import { usePublisher } from '../helpers/publisher.ts';

(noBrowser === undefined ? describe : describe.skip)(
  `what editors hold, in the console${noBrowser ? ` (skipped: ${noBrowser})` : ''}`,
  () => {
    const caravan = useCaravan();
    const publisher = usePublisher();
    const shown = useConsole(caravan);
    const card = (title: string) => shown.page.locator('#held li', { hasText: title });

    beforeAll(async () => {
      await addRule(caravan, 'holds', { kind: 'word', value: 'war', note: '' }, new Date());
      publisher.items = [
        { guid: 'a', title: 'War &lt;img src=x onerror=alert(1)&gt;' },
        { guid: 'b', title: 'War of words' },
        { guid: 'c', title: 'War and peace' },
      ];
      await caravan.add('emn', publisher.url);
    });
    afterAll(() => expect(shown.errors).toEqual([]));

    test('it shows what waits, with its text, and nothing that a publisher wrote runs', async () => {
      await card('War of words').getByText('Read').click();
      await card('War of words').getByText('About War of words').waitFor();
      await shown.page.locator('#held li').nth(2).waitFor(); // a state that was read during the poll may have had two
      expect(await shown.page.locator('#held li').count()).toBe(3);
      expect(await shown.page.locator('#held img').count()).toBe(0);
      expect(await card('War of words').textContent()).toContain('word "war"');
    });

    test('a button asks first; who thinks better of it changes nothing', async () => {
      shown.answer = declines;
      await card('War of words').getByRole('button', { name: 'Approve' }).click();
      expect(shown.asked.at(-1)).toBe('Approve, "War of words", on the local twin?');
      expect((await caravan.articles.get(articleId('emn', 'b')))?.status).toBe('embargoed');
    });

    test('approved it is out, and refused it is withdrawn with a reason', async () => {
      shown.answer = writes('Unproven');
      await card('War of words').getByRole('button', { name: 'Approve' }).click();
      await card('War of words').waitFor({ state: 'detached' });
      await card('War and peace').getByRole('button', { name: 'Refuse' }).click();
      await card('War and peace').waitFor({ state: 'detached' });
      expect(await caravan.articles.get(articleId('emn', 'b'))).toMatchObject({ status: 'live' });
      expect(await caravan.articles.get(articleId('emn', 'c'))).toMatchObject({
        status: 'withdrawn',
        withdrawal: { by: 'operator', reason: 'Unproven' },
      });
    });

    test('nobody approves a text that they have not read', async () => {
      const response = await fetch(`${shown.served.url}/held/approve`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: new URL(shown.served.url).origin },
        body: JSON.stringify({ id: articleId('emn', 'a'), contentHash: 'of an earlier text' }),
      });
      expect([response.status, await response.text()]).toEqual([409, expect.stringContaining('has changed meanwhile')]);
      expect((await caravan.articles.get(articleId('emn', 'a')))?.status).toBe('embargoed');
    });
  },
);
