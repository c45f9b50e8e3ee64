import { Problem } from '../../platform/http/problem.ts';
import { wasOut } from '../articles/announcedVersions.ts';
import type { AnnouncedVersionsTable } from '../articles/announcedVersions.ts';
import type { Article } from '../articles/article.ts';

/** The refusal of an article that readers had, and that was taken back: it says by whom, and nothing of the story. */
export class ArticleGone extends Problem {
  readonly why: 'withdrawnByPublisher' | 'withdrawnByEditors' | 'expired';

  constructor({ status, withdrawal }: Pick<Article, 'status' | 'withdrawal'>) {
    super(410, 'This article was taken back: it was withdrawn, or its time is over.');
    const by = withdrawal?.by === 'operator' ? 'withdrawnByEditors' : 'withdrawnByPublisher';
    this.why = status === 'withdrawn' ? by : 'expired';
  }
}

/** The refusal of an article that is not out: 410 for what was taken back, 404 for what no reader was ever shown. */
export const absent = async (
  article: Article | undefined,
  { announced }: { readonly announced: Pick<AnnouncedVersionsTable, 'newest'> },
): Promise<Problem> =>
  article !== undefined && (await wasOut(article, announced))
    ? new ArticleGone(article)
    : new Problem(404, 'There is no such article.');
