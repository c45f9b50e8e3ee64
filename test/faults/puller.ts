import { newApiKey } from '../../modules/webhooks/partners.ts';
import { instant } from '../../platform/values/time.ts';
import type { TestCaravan } from '../helpers/caravan.ts';

/** A version of an article as the pull API told of it, and when. */
export interface Pulled {
  readonly type: string;
  readonly id: string;
  readonly version: number;
  /** Undefined where the story has been taken back since. */
  readonly title: string | undefined;
  readonly isBacklog: boolean;
  readonly hasText: boolean;
  readonly atMs: number;
}

interface Page {
  readonly articles: readonly {
    readonly type: string;
    readonly data: {
      readonly id: string;
      readonly version: number;
      readonly title: string;
      readonly backlog?: true;
      readonly content?: string;
      readonly takenBack?: true;
    };
  }[];
  readonly next: string;
  readonly more: boolean;
}

/** It begins a little before its life: the clocks of hosts are off. */
const earlierMs = 300_000;
/** Small, so that there is more to ask for. */
const pageSize = 2;

/**
 * A partner's site that pulls: it follows the list of all that is announced, and keeps its place together with what it
 * was told.
 */
export class Puller {
  readonly told: Pulled[] = [];
  readonly #caravan: TestCaravan;
  readonly #key: string;
  readonly #filter: string;
  #pulling: Promise<boolean> | undefined;
  #from = `since=${new Date(Date.now() - earlierMs).toISOString()}`;

  /** @param filter as the API's query has it */
  constructor(caravan: TestCaravan, key: string, filter: Readonly<Record<string, string>>) {
    this.#caravan = caravan;
    this.#key = key;
    this.#filter = new URLSearchParams(filter).toString();
  }

  /**
   * Follows the list until there is no more, once at a time.
   * @returns false where a request failed: the next pull asks for the same place again
   */
  pull(): Promise<boolean> {
    return (this.#pulling ??= this.#follow().finally(() => {
      this.#pulling = undefined;
    }));
  }

  async #follow(): Promise<boolean> {
    const response = await this.#caravan.get(`/v1/articles?${this.#filter}&limit=${pageSize}&${this.#from}`, {
      headers: { authorization: `Bearer ${this.#key}` },
    });
    if (!response.ok) return false;
    const { articles, next, more } = (await response.json()) as Page;
    this.told.push(
      ...articles.map(({ type, data: { id, version, title, backlog = false, content, takenBack } }) => ({
        type,
        id,
        version,
        title: takenBack ? undefined : title,
        isBacklog: backlog,
        hasText: content !== undefined,
        atMs: Date.now(),
      })),
    );
    this.#from = `cursor=${next}`;
    return more ? this.#follow() : true;
  }
}

/** Makes a partner with a key. @returns the key */
export async function newPartner({ partners }: Pick<TestCaravan, 'partners'>, id: string): Promise<string> {
  const { key, hash } = newApiKey(id);
  const createdAt = instant(new Date());
  await partners.add({ id, name: id, keys: [{ hash, createdAt }], createdAt });
  return key;
}
