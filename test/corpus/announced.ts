import type { Article } from '../../modules/articles/article.ts';
import { eventOf } from '../../modules/articles/event.ts';
import type { ArticleEvent } from '../../modules/articles/event.ts';
import { readFeed } from '../../modules/feed-reading/readFeed.ts';
import type { PageReading } from '../../modules/sources/polling/fullText.ts';
import { newSource } from '../../modules/sources/newSource.ts';
import type { Source } from '../../modules/sources/source.ts';
import { storeArticles } from '../../modules/sources/polling/storeArticles.ts';
import type { StoredArticles } from '../../modules/sources/polling/storeArticles.ts';
import { decodeSeen, emptyList, knownItems } from '../../modules/sources/seenList.ts';
import { noRules } from '../../modules/editors/rulesTable.ts';
import { epochSeconds, instant } from '../../platform/values/time.ts';

/** A poll that brought a document, and what readers are told of it. */
export interface PolledStep {
  readonly events: readonly ArticleEvent[];
  readonly stored: StoredArticles;
}

/**
 * One source whose documents come one after another, over rows in memory: all that a poll does between the answer of
 * the publisher and the announcement.
 */
export class PolledSource {
  readonly rows = new Map<string, Article>();
  seen: Uint8Array = new Uint8Array();
  /** What pages of articles say; none is asked unless the source has that switched on. */
  pages: PageReading = { read: () => Promise.resolve({ failed: 'no page' }), leftMs: () => Infinity };
  readonly #source: Source;
  #events: ArticleEvent[] = [];
  #now: Date;

  constructor(now = new Date('2026-11-29T12:00:00Z'), but: Partial<Source> = {}) {
    this.#now = now;
    this.#source = {
      ...newSource({ id: 'source', name: 'Source', url: 'https://news.example/feed.xml' }, now),
      ...but,
    };
  }

  get events(): readonly ArticleEvent[] {
    return this.#events;
  }

  /** @param afterMinutes how long after the poll before */
  async poll(body: Uint8Array | string, afterMinutes = 30): Promise<PolledStep> {
    this.#now = new Date(this.#now.getTime() + afterMinutes * 60_000);
    const before = this.#events.length;
    const seen = decodeSeen(this.seen);
    const document = await readFeed({ body: Buffer.from(body), url: this.#source.url }, knownItems(seen));
    const source = { ...this.#source, ...(seen !== emptyList && { documentHash: 'of the last document' }) };
    const stores = {
      sources: this.#sources,
      articles: this.#articles,
      backlogHours: 48,
      restlessHours: 3,
      topicRules: { all: () => Promise.resolve({}) },
      editorRules: { all: () => Promise.resolve(noRules) },
      heldCorrections: { put: () => Promise.resolve() },
      pages: this.pages,
    };
    const stored = await storeArticles(source, document, seen, stores, this.#now);
    return { events: this.#events.slice(before), stored };
  }

  get nowSeconds(): number {
    return epochSeconds(this.#now);
  }

  readonly #sources = {
    putSeen: (_: string, seen: Uint8Array): Promise<void> => {
      this.seen = seen;
      return Promise.resolve();
    },
  };

  readonly #articles = {
    get: (id: string) => Promise.resolve(this.rows.get(id)),
    getMany: (ids: readonly string[]) =>
      Promise.resolve(new Map(ids.flatMap((id) => (this.rows.has(id) ? [[id, this.rows.get(id)!] as const] : [])))),
    insert: (article: Article) => {
      if (this.rows.has(article.id)) return Promise.resolve(false);
      this.#write(undefined, article);
      return Promise.resolve(true);
    },
    replace: (before: Article, after: Article) => {
      this.#write(before, after);
      return Promise.resolve(true);
    },
  };

  #write(before: Article | undefined, after: Article): void {
    this.rows.set(after.id, after);
    const event = eventOf(before, after, instant(this.#now));
    if (event) this.#events.push(event);
  }
}
