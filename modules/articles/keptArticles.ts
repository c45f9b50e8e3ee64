import type { Article } from './article.ts';
import type { ArticlesTable } from './articlesTable.ts';
import type { ListEntry } from './listEntry.ts';

type Row = Pick<ListEntry, 'id' | 'version' | 'rewordedAt'>;

/**
 * Longer than the write of an article may come after the mark that says so: DynamoDB's client gives up long before,
 * and so does a function.
 */
const settlesAfterMs = 60_000;
/** Of texts, in characters, some 2,000 articles: serve has 512 MB. */
const mostCharacters = 20_000_000;
/** Of an article beside its text. */
const charactersAround = 1_000;

/**
 * Articles as a worker keeps them, by the version that their rows in a list name: a version never changes, so most of a
 * feed need not be read again. Whether readers may have it can change, and is not kept: each time one small row is
 * read, which says that an article was taken from readers somewhere. Then nothing is kept until all that was begun is
 * done.
 */
export class KeptArticles {
  readonly #articles: Pick<ArticlesTable, 'getMany' | 'lastRecall'>;
  readonly #kept = new Map<string, Article>();
  #characters = 0;
  #mark: string | undefined;
  /** Since when the mark is known: by this worker's own clock alone. */
  #knownSinceMs: number | undefined;

  constructor(articles: Pick<ArticlesTable, 'getMany' | 'lastRecall'>) {
    this.#articles = articles;
  }

  /**
   * Articles at the version of their row in a list or a later one; one that is gone is not in the answer.
   * @param nowMs milliseconds since 1970
   */
  async of(rows: readonly Row[], nowMs: number): Promise<Map<string, Article>> {
    const mayKeep = await this.#isSettled(nowMs);
    const mark = this.#mark;
    const found = new Map(rows.flatMap((row) => this.#keptAs(row) ?? []).map((article) => [article.id, article]));
    const missing = rows.filter(({ id }) => !found.has(id));
    // consistent where it is kept: a read that lags might be of the time before a recall
    const read = await this.#articles.getMany(idsOf(missing), mayKeep);
    const late = mayKeep ? [] : missing.filter((row) => isLate(row, read.get(row.id)));
    const again = late.length === 0 ? [] : await this.#articles.getMany(idsOf(late), true);
    // another answer of this worker may have met a recall meanwhile
    if (mayKeep && mark === this.#mark) for (const article of read.values()) this.#keep(article);
    return new Map([...found, ...read, ...again]);
  }

  /** Whether what is read now is of the time after every recall that was begun. */
  async #isSettled(nowMs: number): Promise<boolean> {
    const mark = await this.#articles.lastRecall();
    if (this.#knownSinceMs === undefined || mark !== this.#mark) {
      this.#kept.clear();
      this.#characters = 0;
      this.#mark = mark;
      this.#knownSinceMs = nowMs;
    }
    return nowMs - this.#knownSinceMs > settlesAfterMs;
  }

  #keptAs({ id, version, rewordedAt }: Row): Article | undefined {
    const article = this.#kept.get(id);
    if (article?.version !== version || article.rewordedAt !== rewordedAt) return undefined;
    this.#kept.delete(id);
    this.#kept.set(id, article); // the last to be forgotten
    return article;
  }

  #keep(article: Article): void {
    this.#forget(article.id);
    this.#kept.set(article.id, article);
    this.#characters += charactersOf(article);
    for (const id of this.#kept.keys()) {
      if (this.#characters <= mostCharacters) return;
      this.#forget(id);
    }
  }

  #forget(id: string): void {
    const article = this.#kept.get(id);
    if (article === undefined) return;
    this.#kept.delete(id);
    this.#characters -= charactersOf(article);
  }
}

const idsOf = (rows: readonly Row[]): string[] => rows.map(({ id }) => id);

const charactersOf = ({ content, summary }: Article): number => content.length + summary.length + charactersAround;

/** Whether an article was read as it stood before its row in a list was written (eventual consistency). */
function isLate({ version, rewordedAt }: Row, article: Article | undefined): boolean {
  if (article?.version !== version) return (article?.version ?? 0) < version;
  return (article.rewordedAt ?? '') < (rewordedAt ?? '');
}
