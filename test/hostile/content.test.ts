import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { PartnerSite } from '../../examples/partner-site/site.ts';
import { startSamplePartner } from '../../sample/partner.ts';
import { noBrowser, openBrowser } from '../helpers/browser.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { digestTools } from '../helpers/digests.ts';
import { hostileFormats, startHostilePublisher } from '../helpers/hostilePublisher.ts';
import { feedOf, inspection, readingsOf } from '../helpers/inspection.ts';
import { preferences } from '../helpers/readers.ts';
import { watchedPage } from '../helpers/watchedPage.ts';
import type { WatchedPage } from '../helpers/watchedPage.ts';
import { oddTexts, vectors } from './tricks/markup.ts';

if (noBrowser !== undefined) console.warn(`Hostile content is not tried in a browser: ${noBrowser}.`);

const words = [...vectors, ...oddTexts];
interface JsonItem {
  id: string;
  title: string;
  url?: string;
  content_html: string;
  image?: string;
  attachments?: { url: string }[];
}
interface Feed {
  error: string;
  count: number;
  html: string[];
  addresses: string[];
}

(noBrowser === undefined ? describe : describe.skip)(
  `hostile feeds in a browser${noBrowser ? ` (skipped: ${noBrowser})` : ''}`,
  () => {
    const caravan = useCaravan({ mail: { maxSendRate: 500 } });
    let publisher: Awaited<ReturnType<typeof startHostilePublisher>>;
    let partner: PartnerSite;
    let browser: Browser;
    let reader: WatchedPage;

    beforeAll(async () => {
      [publisher, browser] = await Promise.all([startHostilePublisher(words), openBrowser()]);
      for (const format of hostileFormats) await caravan.add(format, publisher.urlOf(format));
      // The partner hears of the last one alone.
      partner = await startSamplePartner(caravan.twin, caravan.dataDir);
      await caravan.add('bundle', publisher.urlOf('bundle'));
      reader = await watchedPage(browser, 'planted');
    });
    afterAll(async () => {
      await browser.close();
      await Promise.all([partner.stop(), publisher.stop()]);
    });

    const textOf = async (path: string) => (await caravan.get(path)).text();
    const itemsOf = async (source: string) =>
      (JSON.parse(await textOf(`/feeds/sources/${source}.json?limit=200`)) as { items: JsonItem[] }).items;
    const read = (htmls: readonly string[]): Promise<unknown[]> =>
      reader.page.evaluate(`${readingsOf}(${JSON.stringify(htmls)})`);
    /** What of a whole page could run: of the page’s own, `own` is left out. */
    const faultsOfPage = (own: string): Promise<string[]> =>
      reader.page.evaluate(`(() => { ${inspection} return faultsWithin(document, ${JSON.stringify(own)}); })()`);

    test('the watch sees what runs, loads and leads, where nothing is sanitised', async () => {
      const open = await watchedPage(browser, 'planted');
      await open.show(
        '<img src=https://publisher.example/x onerror=planted()><link rel=stylesheet ' +
          'href=https://evil.example/x.css><iframe src=https://evil.example/></iframe><script>planted()</script>',
      );
      expect((await open.happened()).toSorted()).toEqual([
        expect.stringContaining('a request (document)'),
        expect.stringContaining('a request (stylesheet)'),
        'something ran',
        'something ran',
      ]);
      const told = await open.page.evaluate(
        `${readingsOf}(${JSON.stringify(vectors.filter((vector) => !vector.includes('name=body')))})`,
      ); // which would take the page itself away
      expect((told as unknown[]).length).toBeGreaterThan(vectors.length);
      await open.page.close();
    });

    test('every vector became an article, in each format', async () => {
      for (const format of hostileFormats) expect((await itemsOf(format)).length).toBeGreaterThan(words.length * 0.95);
    });

    test.each(hostileFormats)(
      'the content of articles from %s is inert, wherever it is put and however often it is read',
      async (format) => {
        await reader.show('<!doctype html><title>reader</title>');
        const items = await itemsOf(format);
        expect(await read(items.map(({ content_html: html }) => html))).toEqual([]);
        expect(await reader.happened()).toEqual([]);
        const addresses = items
          .flatMap(({ url, image, attachments = [] }) => [url, image, ...attachments.map((one) => one.url)])
          .filter((address) => address !== undefined);
        expect(addresses.filter((address) => !/^https?:\/\//.test(address))).toEqual([]);
      },
    );

    test.each(
      hostileFormats.flatMap((source) =>
        (['rss', 'atom'] as const).map((format): [string, string] => [source, format]),
      ),
    )('articles from %s as %s: a document that can be read, with nothing in it that runs', async (source, format) => {
      await reader.show('<!doctype html><title>reader</title>');
      const feed: Feed = await reader.page.evaluate(
        `${feedOf}(${JSON.stringify(await textOf(`/feeds/sources/${source}.${format}?limit=200`))})`,
      );
      expect([feed.error, feed.count]).toEqual(['', (await itemsOf(source)).length]);
      expect(feed.html.length).toBeGreaterThanOrEqual(feed.count);
      expect(await read(feed.html)).toEqual([]);
      expect(feed.addresses.filter((address) => !/^https?:\/\//.test(address))).toEqual([]);
      expect(await reader.happened()).toEqual([]);
    });

    test('the list of feeds can be read, whatever topics are called', async () => {
      const feed: Feed = await reader.page.evaluate(`${feedOf}(${JSON.stringify(await textOf('/feeds.opml'))})`);
      expect([feed.error, feed.addresses.filter((address) => !/^https?:\/\//.test(address))]).toEqual(['', []]);
      expect(feed.addresses.length).toBeGreaterThan(30);
    });

    test('pages for readers are inert, with their policy and without', async () => {
      const frame = 'html, head, body, head > *, .ways form, .ways form *';
      const articles = caravan.events.filter(({ article }) => article.source.id === 'bundle');
      expect(articles.length).toBeGreaterThan(0);
      const pages = [
        ['/', frame],
        ...hostileFormats.map((format) => [`/sources/${format}?limit=200`, frame]),
        ['/subscribe', `${frame}, form, form *, body > script:not([src])`],
      ] as const;
      for (const [path = '', own = ''] of pages) {
        await reader.show(await textOf(path));
        expect(await faultsOfPage(own)).toEqual([]);
        expect(await reader.happened()).toEqual([]);
        expect((await reader.page.goto(`${caravan.url}${path}`))?.status()).toBe(200);
        expect(await reader.happened()).toEqual([]);
      }
      for (const { article } of articles) {
        await reader.show(await textOf(`/articles/${article.id}`));
        expect(await faultsOfPage(`${frame}, .comments form, .comments form *`)).toEqual([]);
        expect(await reader.happened()).toEqual([]);
      }
    });

    test('no text turns round the source that stands beside it', async () => {
      await reader.show(await textOf('/sources/json?limit=200'));
      const sources: string[] = await reader.page.locator('.meta a:first-child').allInnerTexts();
      expect(new Set(sources)).toEqual(new Set(['Source: Publisher json']));
      expect(
        await reader.page.evaluate(
          "[...document.querySelectorAll('article .meta a')].every((link) => getComputedStyle(link).unicodeBidi === 'isolate')",
        ),
      ).toBe(true);
      expect(await reader.page.locator('body').innerText()).not.toMatch(/[\u202D\u202E]/);
    });

    test('the sample partner’s site is inert without its policy', async () => {
      const paths = [
        '/',
        ...caravan.events
          .filter(({ article }) => article.source.id === 'bundle')
          .map(({ article: { id } }) => `/articles/${id}`),
      ];
      let shown = 0;
      for (const path of paths) {
        const response = await fetch(`${partner.url}${path}`);
        expect([path, response.status]).toEqual([path, 200]);
        shown += 1;
        await reader.page.setContent(await response.text(), { waitUntil: 'domcontentloaded' });
        expect({
          path,
          faults: await faultsOfPage(
            'html, head, body, head > *, body > :not(main), [class], [id], [tabindex], [style]',
          ),
        }).toEqual({ path, faults: [] });
      }
      expect(shown).toBeGreaterThan(15);
      expect(await reader.happened()).toEqual([]);
    });

    test('digests are inert', async () => {
      const tools = digestTools(caravan);
      for (const format of hostileFormats) {
        const one = await tools.add(`${format}@baku.example`, {
          preferences: { ...preferences, choice: { topics: [], sources: [format] } },
        });
        await tools.sendNow(one);
        const [mail] = tools.mails(one);
        await reader.show(mail?.html ?? '');
        expect(await reader.page.getByText(`Source: Publisher ${format}`).count()).toBeGreaterThan(5);
        expect(await reader.page.locator('a').count()).toBeGreaterThan(5);
        expect(await faultsOfPage('html, head, body, head > *, [style], [class], a[target="_blank"]')).toEqual([]);
        expect(
          await reader.page
            .locator(
              'script, iframe, object, embed, form, svg, math, base, link, [srcdoc], [href^="javascript" i], meta[http-equiv=refresh]',
            )
            .count(),
        ).toBe(0);
        expect(await reader.happened()).toEqual([]);
      }
    });
  },
);
