import { isReadable } from '../../articles/article.ts';
import type { Article } from '../../articles/article.ts';
import { instant } from '../../../platform/values/time.ts';
import type { Deployment } from '../deployment.ts';
import { announcedSince } from './replay.ts';
import type { Replay } from './replay.ts';

/** The lists of feeds and searches are written anew from the articles that were announced. */
export const replayFeeds: Replay = async (deployment, { since, dryRun }) => {
  const ids = new Set<string>();
  for await (const entries of announcedSince(deployment, since))
    for (const { articleId } of entries) ids.add(articleId);
  const articles = await deployment.articles.getMany([...ids], true);
  if (!dryRun) await writeLists(deployment, articles);
  return { asked: articles.size, left: ids.size - articles.size, leftBecause: 'are past their retention' };
};

/** Publish may write a newer version meanwhile, and its row must win: whatever has changed is written once more. */
async function writeLists(
  { lists, search, articles }: Pick<Deployment, 'lists' | 'search' | 'articles'>,
  known: ReadonlyMap<string, Article>,
): Promise<void> {
  if (known.size === 0) return;
  const now = instant(new Date());
  const changes = [...known.values()].map((after) => ({
    before: { ...after, status: 'live' as const },
    after,
    readable: isReadable(after, now),
  }));
  await lists.apply(changes);
  await search.apply(changes);
  const since = await articles.getMany([...known.keys()], true);
  await writeLists(
    { lists, search, articles },
    new Map(
      [...since].filter(
        ([id, { version, status }]) => version !== known.get(id)?.version || status !== known.get(id)?.status,
      ),
    ),
  );
}
