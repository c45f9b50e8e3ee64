import type { TestCaravan } from '../helpers/caravan.ts';

/** A story in a feed. */
export interface Shown {
  readonly title: string;
  /** HTML. */
  readonly text: string;
}

/**
 * A feed program that keeps its copy of a feed, and asks with its validators whether there is a newer one (RFC 9110,
 * 13.1).
 */
export class FeedReader {
  readonly #caravan: Pick<TestCaravan, 'get'>;
  readonly #path: string;
  #tag: string | undefined;
  /** What it shows, in the feed's order; undefined before its first answer. */
  shown: readonly Shown[] | undefined;

  /** @param path of a JSON feed */
  constructor(caravan: Pick<TestCaravan, 'get'>, path: string) {
    this.#caravan = caravan;
    this.#path = path;
  }

  /** @returns whether it was answered */
  async look(): Promise<boolean> {
    const response = await this.#caravan.get(
      this.#path,
      this.#tag === undefined ? {} : { headers: { 'if-none-match': this.#tag } },
    );
    if (response.status === 304) return true;
    if (!response.ok) {
      await response.body?.cancel();
      return response.status === 404; // it is not there yet
    }
    this.#tag = response.headers.get('etag') ?? undefined;
    const { items = [] } = (await response.json()) as { items?: { title: string; content_html?: string }[] };
    this.shown = items.map(({ title, content_html: text = '' }) => ({ title, text }));
    return true;
  }
}
