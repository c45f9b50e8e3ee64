import { startPublisher } from '../test/helpers/publisher.ts';
import { rssOf } from './madeFeeds.ts';
import { madeStories, madeStory } from './madeStories.ts';

/** A publisher of 50 stories, 150 kB, that does what publishers do. */
export interface MadePublisher {
  readonly url: string;
  /** From now on, whoever asks is told that nothing has changed, or is not. */
  saysNotModified(yes: boolean): void;
  publish(): void;
  correct(): void;
  withdraw(): void;
  stop(): Promise<void>;
}

const items = 50;
/** Of each story's HTML: some 3 kB with what is around it. */
export const usualHtmlBytes = 2_100;

export async function startMadePublisher(): Promise<MadePublisher> {
  const publisher = await startPublisher();
  let stories = madeStories(items, usualHtmlBytes);
  let withdrawn: string[] = [];
  let notModified = false;
  let changes = 0;
  publisher.answer = (response) => {
    if (notModified) response.writeHead(304).end();
    else
      response
        .writeHead(200, { 'content-type': 'application/rss+xml', etag: `"${changes}"` })
        .end(rssOf(stories, withdrawn));
  };
  return {
    url: publisher.url,
    saysNotModified: (yes) => {
      notModified = yes;
    },
    publish() {
      changes += 1;
      stories = [madeStory(items + changes, usualHtmlBytes), ...stories].slice(0, items);
    },
    correct() {
      changes += 1;
      // another story each time: one that is rewritten at each poll is told now and then only
      stories = stories.map((story, index) =>
        index === changes % items ? { ...story, title: `Correction ${changes}: ${story.title}` } : story,
      );
    },
    withdraw() {
      changes += 1;
      withdrawn = [...withdrawn, ...stories.slice(0, 1).map(({ guid }) => guid)];
      stories = stories.slice(1);
    },
    stop: () => publisher.stop(),
  };
}
