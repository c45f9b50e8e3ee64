// `npm run test:pages`: the edition's pages, judged by Lighthouse and axe in a real browser.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { withdrawn } from '../../modules/articles/articleLifecycle.ts';
import { changeArticle } from '../../modules/articles/changeArticle.ts';
import { sampleSource } from '../../sample/source.ts';
import { startSample } from '../../sample/publisher.ts';
import { mailLanguages } from '../../modules/locales/languages.ts';
import { Steps } from '../deploy/steps.ts';
import { noBrowser, openBrowser } from '../helpers/browser.ts';
import { startCaravan } from '../helpers/caravan.ts';
import type { TestCaravan } from '../helpers/caravan.ts';
import { findings } from './axe.ts';
import { judge, formFactors } from './lighthouse.ts';

const steps = new Steps();

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** The sample's stories, one of which is taken back again. @returns the paths of all kinds of pages */
async function publish(caravan: TestCaravan): Promise<Record<string, string>> {
  const sample = await startSample({
    dataDir: caravan.dataDir,
    onChange: sampleSource(caravan.twin, caravan.dataDir),
    pace: { first: 86_400_000, least: 86_400_000, most: 86_400_000 },
  });
  stops.push(() => sample.stop());
  await caravan.twin.idle();
  const front = await (await caravan.get('/')).text();
  const [article = '', gone = ''] = [...new Set([...front.matchAll(/\/articles\/[0-9a-f]{32}\/[^"?]+/g)].map(String))];
  await changeArticle(caravan.articles, gone.split('/')[2] ?? '', (one) =>
    withdrawn(one, 'operator', 'for a look at its page', new Date()),
  );
  await caravan.twin.idle();
  return {
    'the front page': '/',
    'a topic': '/topics/economy',
    'an article': article,
    'the form of a comment': `${article.split('/').slice(0, 3).join('/')}/comments`,
    'a search': '/search?q=ferry',
    topics: '/topics',
    sources: '/sources',
    about: '/about',
    privacy: '/privacy',
    'a page that is none': '/nosuch',
    'an article that is gone': gone,
  };
}

const stops: (() => Promise<unknown>)[] = [];
if (noBrowser === undefined) {
  const caravan = await startCaravan();
  stops.push(() => caravan.stop());
  try {
    const port = await freePort();
    const browser = await openBrowser([`--remote-debugging-port=${port}`]);
    stops.push(() => browser.close());
    const pages = await publish(caravan);
    for (const [name, path] of Object.entries(pages)) {
      await steps.step(`axe finds nothing on ${name}`, async () => {
        const found: string[] = [];
        for (const language of mailLanguages)
          found.push(
            ...(await findings(
              browser,
              `${caravan.twin.url}${path}${path.includes('?') ? '&' : '?'}language=${language}`,
            )),
          );
        assert.deepEqual(found, []);
      });
    }
    for (const name of ['the front page', 'a topic', 'an article', 'a search'])
      for (const formFactor of formFactors)
        await steps.step(`Lighthouse on ${name}, ${formFactor}`, async () => {
          assert.deepEqual(await judge(`${caravan.twin.url}${pages[name]!}`, port, formFactor), []);
        });
  } finally {
    for (const stop of stops.toReversed()) await stop();
  }
} else console.log(`Skipped: the pages are not judged in a browser, as ${noBrowser}.`);
process.exit(steps.end());
