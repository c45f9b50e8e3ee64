import { isSettled } from '../../articles/articleLog.ts';
import type { ArticleLog } from '../../articles/articleLog.ts';

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
