import { articleId } from '../../modules/sources/seenList.ts';
import { makeKey } from '../../platform/values/apiKey.ts';
import { instant } from '../../platform/values/time.ts';
import type { TestCaravan } from '../helpers/caravan.ts';

/** A publisher's own system, which gives its stories by PUT. */
export class StorySystem {
  readonly id: string;
  readonly key: string;
  readonly #caravan: Pick<TestCaravan, 'get' | 'ownSources'>;

  private constructor(caravan: Pick<TestCaravan, 'get' | 'ownSources'>, id: string, key: string) {
    this.#caravan = caravan;
    this.id = id;
    this.key = key;
  }

  static async open(caravan: Pick<TestCaravan, 'get' | 'ownSources'>, id: string): Promise<StorySystem> {
    const { key, hash } = makeKey('cvp', id);
    const createdAt = instant(new Date());
    await caravan.ownSources.add({ kind: 'own', id, name: id, topics: [], keys: [{ hash, createdAt }], createdAt });
    return new StorySystem(caravan, id, key);
  }

  articleOf(story: string): string {
    return articleId(this.id, story);
  }

  /** Gives a story. @returns whether that was answered */
  put(story: string, title: string, topics: readonly string[] = []): Promise<boolean> {
    return this.#ask('PUT', story, { title, content: `<p>About ${title}.</p>`, topics });
  }

  /** Takes a story back. @returns whether that was answered */
  takeBack(story: string): Promise<boolean> {
    return this.#ask('DELETE', story);
  }

  async #ask(method: string, story: string, body?: unknown): Promise<boolean> {
    const { status } = await this.#caravan.get(`/v1/stories/${story}`, {
      method,
      headers: { authorization: `Bearer ${this.key}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return status < 500;
  }

  async close(): Promise<void> {
    await this.#caravan.ownSources.remove(this.id);
  }
}
