import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { noisy } from '../../corpus/noise.ts';
import { articlePage } from '../../helpers/articlePage.ts';
import { rss } from '../../helpers/publisher.ts';
import type { TestPublisher } from '../../helpers/publisher.ts';
import type { Pages } from '../model/history.ts';
import { behindTheWall } from '../model/texts.ts';
import type { Step } from './history.ts';

type Answer = Extract<Step, { do: 'flap' }>['answer'];
type Give = Extract<Step, { do: 'pages' }>['give'];

const feedType = { 'content-type': 'application/rss+xml' };
const pageType = { 'content-type': 'text/html' };

/** What a publisher's server answers in a life: its feed, mostly, and the pages of its articles. */
export class Site {
  /** It gives these answers to who asks for the feed first. */
  readonly flaps: Answer[] = [];
  /** What its pages have held, from the time on that Caravan reads them. */
  readonly pages: Pages[] = [];
  readonly #publisher: TestPublisher;
  #give: Give = 'text';
  /** How often its feed has changed in what is no news; undefined before it begins to. */
  #round: number | undefined;

  /** @param publisher whose usual answers are its own: faults of its server, and its feed */
  constructor(publisher: TestPublisher) {
    this.#publisher = publisher;
  }

  /** From now on its feed changes at each poll in what nobody notices. */
  makeNoise(): void {
    this.#round ??= 0;
  }

  /** A line of each item of the feed, as it was served last. */
  get line(): string | undefined {
    return this.#round === undefined ? undefined : `${this.#round} comments`;
  }

  /** What its pages answer from now on. */
  give(give: Give): void {
    this.#give = give;
    this.pages.push({
      fromMs: Date.now(),
      hold: give === 'text' || give === 'robots' ? 'text' : 'nothing',
      forbids: give === 'robots',
    });
  }

  /** Answers. @returns whether it did */
  answer(response: ServerResponse): boolean {
    const [path = ''] = (response.req.url ?? '').split('?');
    if (path.startsWith('/pages/')) this.#answerPage(response, path.slice('/pages/'.length));
    else if (path === '/robots.txt' && this.#give === 'robots')
      response.writeHead(200).end('User-agent: *\nDisallow: /pages/');
    else if (path === '/robots.txt' || path.startsWith('/.well-known/')) response.writeHead(404).end();
    else return this.#answerFeed(response);
    return true;
  }

  #answerFeed(response: ServerResponse): boolean {
    const answer = this.flaps.shift();
    if (answer !== undefined) useless(response, answer, this.#publisher);
    else if (this.#round !== undefined)
      response.writeHead(200, feedType).end(noisy(rss(this.#publisher), (this.#round += 1)));
    else return false;
    return true;
  }

  #answerPage(response: ServerResponse, guid: string): void {
    const lead = this.#publisher.items.find((item) => item.guid === guid)?.title;
    if (this.#give === 'slow') return; // who asks loses patience
    if (this.#give === 'cut') response.destroy();
    else if (typeof this.#give === 'number') response.writeHead(this.#give).end();
    else if (lead === undefined) response.writeHead(404).end();
    else if (this.#give === 'wall')
      response
        .writeHead(200, pageType)
        .end(articlePage({ lead: behindTheWall, head: '<meta itemprop="isAccessibleForFree" content="false">' }));
    else response.writeHead(200, pageType).end(articlePage({ lead, name: guid }));
  }
}

/** Costs a reader much, and says nothing. */
const heavy = `<?xml version="1.0"?><rss version="2.0"><channel><title>Heavy</title>${'<deep>'.repeat(100_000)}`;

/** An answer that is of no use to anybody, or of less than the feed would be. */
function useless(response: ServerResponse, answer: Answer, publisher: TestPublisher): void {
  if (answer === 'cut') response.destroy();
  else if (answer === 'nonsense') response.writeHead(200, feedType).end('<html><title>Bad gateway</title>');
  else if (answer === 'empty') response.writeHead(200, feedType).end();
  else if (answer === 'heavy') response.writeHead(200, feedType).end(heavy);
  else if (answer === 'wall') response.writeHead(200).end('<html><title>Just a moment...</title></html>');
  else if (answer === 'moved') response.writeHead(301, { location: '/moved.xml' }).end();
  else if (answer === 'cut-gzip') {
    const whole = gzipSync(rss(publisher));
    response.writeHead(200, { ...feedType, 'content-encoding': 'gzip' }).end(whole.subarray(0, whole.length * 0.7));
  } else response.writeHead(answer, answer === 429 || answer === 503 ? { 'retry-after': '120' } : {}).end();
}
