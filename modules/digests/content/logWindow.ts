import { isSettled } from '../../articles/articleLog.ts';
import type { ArticleLog, LogEntry } from '../../articles/articleLog.ts';

const pageSize = 500;

/**
 * Reads the announcements since the last look: one short query. An entry may yet appear before another for a minute
 * (see ArticleLog), so that the last minute is looked at again each time, and what was seen in it remembered.
 */
export class LogFollower {
  private readonly log: ArticleLog;
  private settled: number;
  private seen = new Set<number>();

  /** @param after a settled place to begin from */
  constructor(log: ArticleLog, after: number) {
    this.log = log;
    this.settled = after;
  }

  /** The articles of entries that were not there the last time. */
  async news(now: Date): Promise<Set<string>> {
    const articles = new Set<string>();
    let end = false;
    for (let after = this.settled; !end;) {
      const page = await this.log.readUnsettled(after, pageSize);
      for (const { seq, articleId, loggedAt } of page.entries) {
        if (!this.seen.has(seq)) articles.add(articleId);
        this.seen.add(seq);
        after = seq;
        if (isSettled(loggedAt, now)) this.settled = seq;
      }
      end = page.end;
    }
    for (const seq of this.seen) if (seq <= this.settled) this.seen.delete(seq);
    return articles;
  }
}

/** A window of the log as it was read. */
export interface LogWindow {
  readonly entries: readonly LogEntry[];
  /** It held more than is ever looked at: its beginning is left out. */
  readonly cut: boolean;
}

/**
 * The stretch of the log that a worker has read so far, longer by what each window lacks. However many readers ask, and
 * however far back, each row is read once: what is settled never changes.
 */
export class LogWindowCache {
  private readonly log: Pick<ArticleLog, 'between' | 'backwards'>;
  private readonly most: number;
  private entries: LogEntry[] = [];
  /** It holds what stands after `begin`, up to `end`. */
  private begin: number | undefined;
  private end = 0;
  private turn: Promise<unknown> = Promise.resolve();

  /** @param most entries to hold, the newest; a window is never longer */
  constructor(log: Pick<ArticleLog, 'between' | 'backwards'>, most: number) {
    this.log = log;
    this.most = most;
  }

  /** The entries after a place, up to another that is settled. */
  async window(since: number, until: number): Promise<LogWindow> {
    // One after the other, so that two that lack the same read it once.
    const covered = this.turn.then(() => this.cover(since, until));
    this.turn = covered.catch(() => undefined);
    const begin = await covered;
    return { entries: this.entries.slice(this.countTo(since), this.countTo(until)), cut: since < begin };
  }

  /** How many of the entries stand up to a place; looked for from the end, where windows are. */
  private countTo(place: number): number {
    return this.entries.findLastIndex(({ seq }) => seq <= place) + 1;
  }

  /** @returns the place after which all is held now */
  private async cover(since: number, until: number): Promise<number> {
    if (this.begin === undefined) this.begin = this.end = until;
    if (until > this.end) await this.goOn(until);
    if (since < this.begin && this.entries.length < this.most) await this.lookBack(since, this.begin);
    return this.begin;
  }

  private async goOn(until: number): Promise<void> {
    const newer: LogEntry[] = [];
    for await (const page of this.log.between(this.end, until)) newer.push(...page);
    this.entries = [...this.entries, ...newer];
    this.end = until;
    this.forgetOldest();
  }

  private async lookBack(since: number, begin: number): Promise<void> {
    const older: LogEntry[] = [];
    for await (const page of this.log.backwards(since, begin)) {
      older.push(...page);
      if (older.length + this.entries.length > this.most) break;
    }
    this.entries = [...older.toReversed(), ...this.entries];
    this.begin = since;
    this.forgetOldest();
  }

  private forgetOldest(): void {
    if (this.entries.length <= this.most) return;
    this.entries = this.entries.slice(-this.most);
    this.begin = this.entries[0]!.seq - 1;
  }
}
