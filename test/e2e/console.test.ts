import { request } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { changeArticle } from '../../modules/articles/changeArticle.ts';
import { withdrawn } from '../../modules/articles/articleLifecycle.ts';
import { articleId } from '../../modules/sources/seenList.ts';
import { serveConsole } from '../../console/server.ts';
import { stageWorld } from '../../console/stageWorld.ts';
import { channelNamed, isPaused, turn } from '../../modules/operations/channels.ts';
import { connect } from '../../modules/operations/deployment.ts';
import { noBrowser } from '../helpers/browser.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { useConsole } from '../helpers/consolePage.ts';
import { usePublisher } from '../helpers/publisher.ts';

if (noBrowser !== undefined) console.warn(`The console is not tested in a browser: ${noBrowser}.`);

(noBrowser === undefined ? describe : describe.skip)(
  `the console in a browser${noBrowser ? ` (skipped: ${noBrowser})` : ''}`,
  () => {
    const caravan = useCaravan();
    const publisher = usePublisher();
    const shown = useConsole(caravan);

    test('what happens is shown as it happens', async () => {
      await shown.page.getByText('No sources yet.').waitFor();
      publisher.items = [
        { guid: 'a', title: 'A story &lt;img src=x onerror=alert(1)&gt;' },
        { guid: 'b', title: 'Another' },
      ];
      await caravan.add('emn', publisher.url);
      await shown.page.locator('#sources b', { hasText: 'Publisher emn' }).waitFor();
      await shown.page.getByText('Read 2 items; 2 new or changed.').waitFor();
      const story = shown.page.locator('#articles li', { hasText: 'Another' });
      await story.getByText(/^published v1/).waitFor();
      expect(await shown.page.locator('#articles img').count()).toBe(0);

      await changeArticle(caravan.articles, articleId('emn', 'b'), (article) =>
        withdrawn(article, 'operator', 'by mistake', new Date()),
      );
      await story.getByText(/^withdrawn v2/).waitFor();
      expect(await story.getAttribute('class')).toBe('taken-back');
    });

    test('the meter tells dollars for a million', async () => {
      await shown.page.locator('#totals', { hasText: /A million polls \(from 1\)/ }).waitFor();
      expect(await shown.page.locator('#totals dd').nth(1).textContent()).toMatch(/^\$\d/);
      expect(await shown.page.locator('#lines tr').count()).toBeGreaterThan(3);
    });

    test('the feeds are a click away', async () => {
      const href = await shown.page.getByRole('link', { name: 'RSS' }).getAttribute('href');
      expect((await fetch(href ?? '')).status).toBe(200);
    });

    test.each([
      [390, 800],
      [1400, 900],
    ])('nothing runs over the edge at %d pixels', async (width, height) => {
      await shown.page.setViewportSize({ width, height });
      expect(await shown.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    });

    test('it is accessible by structure: one heading each, live status announced', async () => {
      expect(await shown.page.getByRole('heading', { level: 2 }).allTextContents()).toEqual([
        'Sources',
        'Mailbox',
        'Subscribers',
        'Articles',
        'Partners',
        'Comments that wait',
        'Channels',
        'Queues',
        'What readers lack',
        'Meter',
        'Dashboard',
      ]);
      expect(await shown.page.locator('#live').textContent()).toBe('live');
    });

    test("a stage's console shows the same, does what its buttons say, and opens to this run's key alone", async () => {
      const deployment = { ...(await connect({ data: caravan.dataDir })), consoleUrl: undefined };
      const ofStage = await serveConsole(stageWorld(deployment), 0, true);
      try {
        const { origin } = new URL(ofStage.url);
        expect((await fetch(origin)).status).toBe(403);
        expect((await fetch(`${origin}/enter/guessed`)).status).toBe(403);
        expect((await fetch(`${origin}/live`, { headers: { cookie: 'caravan-console=' } })).status).toBe(403);

        const stage = await shown.browser.newPage();
        stage.on('dialog', (asks) => void asks.accept('Published by mistake'));
        await stage.goto(ofStage.url);
        expect(stage.url()).toBe(`${origin}/`);
        const story = stage.locator('#articles li', { hasText: 'A story' });
        await story.getByText(/^published v1/).waitFor();
        await story.getByRole('button', { name: 'Withdraw' }).click();
        await story.getByText('It is withdrawn now.').waitFor();
        await caravan.twin.idle();
        expect(await caravan.articles.get(articleId('emn', 'a'))).toMatchObject({
          status: 'withdrawn',
          withdrawal: { by: 'operator', reason: 'Published by mistake' },
        });
        const channel = stage.locator('#channels li', { hasText: 'webhooks' });
        await channel.getByRole('button', { name: 'Pause' }).click();
        await channel.getByRole('button', { name: 'Resume' }).waitFor();
        expect(await isPaused(deployment, channelNamed('webhooks'))).toBe(true);
        await turn(deployment, channelNamed('webhooks'), true);
        await stage.close();
      } finally {
        await ofStage.stop();
      }
    });

    test('a name of another page that is made to point here is refused', async () => {
      const { port } = new URL(shown.served.url);
      const answer = await new Promise<number | undefined>((resolve) => {
        request({ port, host: '127.0.0.1', path: '/', headers: { host: 'evil.example' } }, ({ statusCode }) => {
          resolve(statusCode);
        }).end();
      });
      expect(answer).toBe(403);
    });

    test('the page has no error of its own, and says when the twin is gone', async () => {
      expect([...shown.errors, ...shown.logged]).toEqual([]);
      await shown.served.stop();
      await shown.page.getByText('connection lost').waitFor();
    });
  },
);
