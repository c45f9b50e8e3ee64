import fc from 'fast-check';
import type { AnnouncedVersion } from '../../../modules/articles/announcedVersions.ts';
import { isSettled } from '../../../modules/articles/articleLog.ts';
import type { LogEntry } from '../../../modules/articles/articleLog.ts';
import type { Reading } from '../../../modules/partner-api/articles/page.ts';
import type { EpochSeconds } from '../../../platform/values/time.ts';
import { anArticle, anAnnouncedVersion } from '../../helpers/records.ts';

const name = fc.constantFrom('a', 'b', 'c');
/** What a filter looks at. */
export const made = fc.record({
  source: name,
  topics: fc.uniqueArray(name, { maxLength: 2 }),
  language: fc.option(fc.constantFrom('en', 'en-gb', 'de', 'english'), { nil: undefined }),
});
type Made = typeof made extends fc.Arbitrary<infer Value> ? Value : never;

interface Publisher {
  readonly announcedVersions: readonly AnnouncedVersion[];
  readonly startedAt: number;
  /** What it has yet to write: rows of the log first, then announced versions, in any order among themselves. */
  rows: AnnouncedVersion[];
  puts: AnnouncedVersion[];
}

/** Longer than this, publish does not run. */
const patienceSeconds = 60;

/**
 * The log as publishers write it, step by step, in memory: `ArticleLog` is the real one, and is tested through the
 * twin.
 */
export class LogModel {
  private now = 1_800_000_000;
  private lastSeq = 0;
  private articles = 0;
  private publishers: Publisher[] = [];
  private readonly dead: AnnouncedVersion[][] = [];
  private readonly log = new Map<number, AnnouncedVersion>();
  private readonly announcedVersions = new Map<string, AnnouncedVersion>();

  date(): Date {
    return new Date(this.now * 1_000);
  }

  publish(given: readonly Made[]): void {
    this.enter(
      given.map(({ source, topics, language }) =>
        anAnnouncedVersion(
          0,
          anArticle({
            id: (this.articles += 1).toString(16).padStart(32, '0'),
            source: { id: source, name: source },
            topics: topics.map((slug) => ({ slug, name: slug })),
            language,
          }),
        ),
      ),
    );
  }

  /** One write of one publisher. */
  step(which: number, pick: number): void {
    const publisher = this.publishers[which % this.publishers.length];
    if (!publisher) return;
    if (this.now - publisher.startedAt > patienceSeconds) {
      this.die(which);
      return;
    }
    const queue = publisher.rows.length > 0 ? publisher.rows : publisher.puts;
    const [announcedVersion] = queue.splice(pick % queue.length, 1);
    if (announcedVersion && queue === publisher.rows) this.log.set(announcedVersion.seq, announcedVersion);
    else if (announcedVersion && !this.announcedVersions.has(announcedVersion.event.article.id))
      this.announcedVersions.set(announcedVersion.event.article.id, announcedVersion);
    if (publisher.rows.length + publisher.puts.length === 0)
      this.publishers = this.publishers.filter((one) => one !== publisher);
  }

  die(which: number): void {
    const publisher = this.publishers[which % this.publishers.length];
    if (!publisher) return;
    this.publishers = this.publishers.filter((one) => one !== publisher);
    this.dead.push([...publisher.announcedVersions]);
  }

  wait(seconds: number): void {
    this.now += seconds;
  }

  /** Everything that died is begun again, and everything that was begun is ended. */
  finish(): void {
    while (this.publishers.length + this.dead.length > 0) {
      for (const batch of this.dead.splice(0)) this.enter(batch);
      while (this.publishers.length > 0) this.step(0, 0);
    }
  }

  announced(): AnnouncedVersion[] {
    return [...this.announcedVersions.values()].toSorted((one, other) => one.seq - other.seq);
  }

  reading(): Reading {
    return {
      entries: (after, limit) => {
        const rest = [...this.log.values()]
          .filter(({ seq }) => seq > after)
          .toSorted((one, other) => one.seq - other.seq)
          .map(entryOf);
        const entries = rest.slice(0, limit);
        const gap = entries.findIndex(
          ({ seq, loggedAt }, index) =>
            seq !== (entries[index - 1]?.seq ?? after) + 1 && !isSettled(loggedAt, this.date()),
        );
        return Promise.resolve(
          gap === -1 ? { entries, end: rest.length <= limit } : { entries: entries.slice(0, gap), end: true },
        );
      },
      announcedVersions: (of) =>
        Promise.resolve(of.flatMap(({ articleId }) => this.announcedVersions.get(articleId) ?? [])),
    };
  }

  private enter(batch: readonly AnnouncedVersion[]): void {
    const announcedVersions = batch.map((announcedVersion) => ({
      ...announcedVersion,
      seq: (this.lastSeq += 1),
      loggedAt: this.now as EpochSeconds,
    }));
    this.publishers.push({
      announcedVersions,
      startedAt: this.now,
      rows: [...announcedVersions],
      puts: [...announcedVersions],
    });
  }
}

const entryOf = ({ seq, loggedAt, event: { type, article } }: AnnouncedVersion): LogEntry => ({
  seq,
  loggedAt,
  type,
  articleId: article.id,
  version: article.version,
  source: { id: article.source.id },
  topics: article.topics,
  ...(article.language !== undefined && { language: article.language }),
});
