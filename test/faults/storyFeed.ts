import { pollNow } from '../../modules/sources/enqueueDuePolls.ts';
import { newSource } from '../../modules/sources/newSource.ts';
import { articleId } from '../../modules/sources/seenList.ts';
import type { TestPublisher } from '../helpers/publisher.ts';
import type { Stage } from './stage.ts';

/** Longer than a message of a poll that died is hidden. */
const awayMinutes = 15;

/** A publisher whose feed is polled after each word that it says, so that nobody wonders when that was read. */
export class StoryFeed {
  readonly id: string;
  readonly #stage: Pick<Stage, 'caravan' | 'pass'>;
  readonly #publisher: TestPublisher;

  private constructor(stage: Pick<Stage, 'caravan' | 'pass'>, publisher: TestPublisher, id: string) {
    this.#stage = stage;
    this.#publisher = publisher;
    this.id = id;
    publisher.items = [];
    publisher.withdrawn = [];
  }

  static async open(stage: Pick<Stage, 'caravan' | 'pass' | 'east'>, id: string): Promise<StoryFeed> {
    const source = newSource({ id, name: id, url: stage.east.url, intervalSeconds: 600 }, new Date());
    // it counts as polled before, so that its first stories are news; and no correction of it waits for the next
    await stage.caravan.sources.add({ ...source, documentHash: 'an empty document', corrections: 'all' });
    return new StoryFeed(stage, stage.east, id);
  }

  articleOf(story: string): string {
    return articleId(this.id, story);
  }

  lists(story: string): boolean {
    return this.#publisher.items.some(({ guid }) => guid === story);
  }

  /** Lists a story. @returns whether that was read */
  put(story: string, title: string, topics: readonly string[] = []): Promise<boolean> {
    const extra = topics.map((topic) => `<category>${topic}</category>`).join('');
    this.#publisher.withdrawn = this.#publisher.withdrawn.filter((guid) => guid !== story);
    this.#publisher.items = [
      ...this.#publisher.items.filter(({ guid }) => guid !== story),
      { guid: story, title, extra },
    ];
    return this.look();
  }

  /** Puts a tombstone in a story's place. @returns whether that was read */
  takeBack(story: string): Promise<boolean> {
    this.#publisher.items = this.#publisher.items.filter(({ guid }) => guid !== story);
    this.#publisher.withdrawn = [...new Set([...this.#publisher.withdrawn, story])];
    return this.look();
  }

  /** Has the feed polled. @returns whether the poll came to its end; where it did not, its message is back by then */
  async look(): Promise<boolean> {
    const { caravan, pass } = this.#stage;
    const before = await caravan.sources.get(this.id);
    if (before === undefined) throw new Error(`There is no source ${this.id}.`);
    await pollNow(before, caravan.sources, caravan.polls, new Date());
    const asked = (await caravan.sources.get(this.id))?.nextPollAt;
    await caravan.twin.quiet();
    const after = await caravan.sources.get(this.id);
    const isRead = after !== undefined && after.failures === 0 && after.nextPollAt !== asked;
    if (!isRead) await pass(awayMinutes);
    return isRead;
  }

  async close(): Promise<void> {
    await this.#stage.caravan.sources.remove(this.id);
  }
}
