import type { Instant } from '../../platform/values/time.ts';
import { withdrawn } from '../articles/articleLifecycle.ts';
import { changeArticle } from '../articles/changeArticle.ts';
import type { OperatorClients } from './operatorClients.ts';
import { OperatorError } from './operatorError.ts';

export interface SourceWithdrawal {
  readonly articles: readonly { readonly id: string; readonly title: string }[];
  /** Stories that the source had before, and changed since: they are not withdrawn. */
  readonly correctedSince: readonly string[];
}

/**
 * Takes back all that a source brought since a time, as after somebody broke into its feed. The source should be paused
 * first, or its next poll brings more.
 * @param dryRun only lists
 * @throws OperatorError where nothing is, or was, of that source
 */
export async function withdrawSource(
  { articles, lists, sources }: Pick<OperatorClients, 'articles' | 'lists' | 'sources'>,
  { source, since, reason, dryRun }: { source: string; since: Instant; reason: string; dryRun: boolean },
  now: Date,
): Promise<SourceWithdrawal> {
  if (!(await sources.get(source)) && !(await lists.describe({ kind: 'source', slug: source })))
    throw new OperatorError(`There is no source ${source}, and no article of one. "caravan sources list" shows all.`);
  const found: { id: string; title: string }[] = [];
  const correctedSince: string[] = [];
  for (const status of ['live', 'embargoed'] as const)
    for await (const article of articles.all(status)) {
      const { id, title, firstSeen, changedAt } = article;
      if (article.source.id !== source) continue;
      if (firstSeen >= since) found.push({ id, title });
      else if (changedAt >= since) correctedSince.push(id);
    }
  if (!dryRun)
    for (const { id } of found)
      await changeArticle(articles, id, (article) => withdrawn(article, 'operator', reason, now));
  return { articles: found, correctedSince };
}
