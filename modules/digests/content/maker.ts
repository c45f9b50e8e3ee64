import { createHash } from 'node:crypto';
import { instant } from '../../../platform/values/time.ts';
import type { AnnouncedVersionsTable } from '../../articles/announcedVersions.ts';
import { isReadable } from '../../articles/article.ts';
import type { ArticleLog, LogEntry } from '../../articles/articleLog.ts';
import type { ArticlesTable } from '../../articles/articlesTable.ts';
import { choiceKey, matchesChoice } from '../../subscribers/preferences.ts';
import type { Choice } from '../../subscribers/preferences.ts';
import type { IssueClaims } from '../../subscribers/readerKey.ts';
import type { ToldAhead } from '../../subscribers/subscriber.ts';
import type { DigestContent, Publication, Rendered, Rendering } from './digestContent.ts';
import { LogFollower, LogWindowCache } from './logWindow.ts';
import { renderIssue } from './render.ts';
import { selectStories } from './select/select.ts';
import { aheadOf, toldOf, typeFor, withoutToldAhead } from './told.ts';

/**
 * A window of the log: after the one place, up to the other; and what its readers have been told beyond the window
 * before it.
 */
export interface Window {
  readonly since: number;
  readonly until: number;
  readonly toldAhead?: ToldAhead | undefined;
}

/** An issue with what it is known by. */
export interface MadeIssue extends DigestContent {
  readonly key: string;
  readonly articles: ToldAhead;
  /**
   * Versions that it tells beyond its window, or that were told so and have not come into it yet; undefined for none.
   */
  readonly toldAhead: ToldAhead | undefined;
  /** Its window was longer than is ever looked at: what only the beginning held is not in it. */
  readonly cut: boolean;
  readonly rendered: Map<string, Rendered>;
}

/**
 * A reader who is back after half a year gets the last part only. This many announcements are some 100 MB of a worker's
 * memory.
 */
const maxWindow = 200_000;
/** Articles that are looked at for a digest's 30: the newest. */
const maxCandidates = 400;
/** Lines of the log that are compared with their announced versions: more than so many articles have. */
const maxEntries = 2 * maxCandidates;
/** How many a worker remembers. */
const keptIssues = 200;

/**
 * Makes digests, and makes each once: readers of the same choice, window and language share the reading, the choosing
 * and the rendering, for as long as nothing is announced of the articles in it.
 */
export class DigestMaker {
  private readonly log: ArticleLog;
  private readonly articles: ArticlesTable;
  private readonly announcedVersions: Pick<AnnouncedVersionsTable, 'getMany'>;
  private readonly publication: Publication;
  private readonly pageOf: ((issue: IssueClaims) => string) | undefined;
  private readonly stretch: LogWindowCache;
  private readonly issues = new Map<string, Promise<MadeIssue>>();
  private tail: LogFollower | undefined;

  constructor({
    log,
    articles,
    announcedVersions,
    publication,
    pageOf,
  }: {
    log: ArticleLog;
    articles: ArticlesTable;
    announcedVersions: Pick<AnnouncedVersionsTable, 'getMany'>;
    publication: Publication;
    /** The address of an issue's page; none where issues are not written down. */
    pageOf?: (issue: IssueClaims) => string;
  }) {
    this.log = log;
    this.stretch = new LogWindowCache(log, maxWindow);
    this.articles = articles;
    this.announcedVersions = announcedVersions;
    this.publication = publication;
    this.pageOf = pageOf;
  }

  /**
   * Forgets issues with articles that were corrected or withdrawn since they were made. To be called before any is
   * asked for.
   */
  async refresh(until: number, now: Date): Promise<void> {
    this.tail ??= new LogFollower(this.log, until);
    const changed = await this.tail.news(now);
    if (changed.size === 0) return;
    for (const [key, making] of this.issues) {
      const { articles } = await making;
      if (articles.some(({ articleId }) => changed.has(articleId))) this.issues.delete(key);
    }
  }

  issueFor(choice: Choice, window: Window, now: Date): Promise<MadeIssue> {
    return this.kept(
      `${choiceKey(choice)} ${window.since} ${window.until} ${JSON.stringify(window.toldAhead ?? [])}`,
      (name) => this.make(name, choice, window, now),
    );
  }

  rendered(issue: MadeIssue, rendering: Rendering): Rendered {
    const name = `${rendering.language} ${rendering.date} ${rendering.offset}`;
    const known = issue.rendered.get(name);
    if (known) return known;
    const page = this.pageOf?.({ issue: issue.key, ...rendering });
    const rendered = renderIssue(issue, rendering, this.publication, page);
    issue.rendered.set(name, rendered);
    return rendered;
  }

  private async make(
    name: string,
    choice: Choice,
    { since, until, toldAhead = [] }: Window,
    now: Date,
  ): Promise<MadeIssue> {
    const { entries: window, cut } = await this.stretch.window(since, until);
    const { out, withdrawn } = toldOf(
      await this.announcedOf(
        withoutToldAhead(window, toldAhead).filter((entry) => typeFor(choice, entry) !== undefined),
      ),
      choice,
    );
    const looked = out.slice(-maxCandidates);
    const articles = await this.articles.getMany(
      looked.map(({ id }) => id),
      true,
    );
    const candidates = looked.toReversed().flatMap(({ id, corrected }) => {
      const article = articles.get(id);
      return article && isReadable(article, instant(now)) && matchesChoice(choice, article)
        ? [{ article, corrected }]
        : [];
    });
    const { more, ...issue } = selectStories({ candidates, withdrawn }, choice);
    const shown = issue.sections.flatMap(({ stories }) =>
      stories.map(({ article: { id, version } }) => ({ articleId: id, version })),
    );
    const key = createHash('sha256')
      .update(`${name} ${JSON.stringify(shown)}`)
      .digest('hex')
      .slice(0, 32);
    return {
      ...issue,
      more: more + out.length - looked.length,
      key,
      articles: shown,
      toldAhead: aheadOf(window, shown, toldAhead),
      cut,
      rendered: new Map(),
    };
  }

  /**
   * A line of the log counts where the announced version has its number: what a publish that died left, another line
   * tells, in this window or in another.
   */
  private async announcedOf(entries: readonly LogEntry[]): Promise<LogEntry[]> {
    const looked = entries.slice(-maxEntries);
    const numbers = new Set((await this.announcedVersions.getMany(looked)).map(({ seq }) => seq));
    return [...entries.slice(0, -maxEntries), ...looked.filter(({ seq }) => numbers.has(seq))];
  }

  /** The issue of a name, made if it is not there; what failed is not kept, and of many the oldest goes. */
  private kept(name: string, make: (name: string) => Promise<MadeIssue>): Promise<MadeIssue> {
    const known = this.issues.get(name);
    if (known) return known;
    const making = make(name);
    this.issues.set(name, making);
    making.catch(() => this.issues.delete(name));
    const [oldest] = this.issues.keys();
    if (this.issues.size > keptIssues && oldest !== undefined) this.issues.delete(oldest);
    return making;
  }
}
