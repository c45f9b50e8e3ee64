import type { Deployment } from './deployment.ts';
import { findSource } from './editSource.ts';

const mostCounted = 1_000;

/**
 * Removes a source; its articles stay.
 * @returns how many of them are out, as far as they are counted, and what comes of it in words
 * @throws OperatorError where there is none
 */
export async function removeSource(
  id: string,
  deployment: Pick<Deployment, 'sources' | 'lists'>,
): Promise<{ articles: number; said: string }> {
  const { name } = await findSource(deployment, id);
  const list = { kind: 'source', slug: id } as const;
  const entries = await deployment.lists.newest(list, mostCounted, ({ gone }) => !gone);
  const articles = entries.filter(({ gone }) => !gone).length;
  await deployment.sources.remove(id);
  if (articles > 0) {
    const many = articles === mostCounted ? `${mostCounted} or more` : String(articles);
    return {
      articles,
      said:
        `${name}: removed. ${many} of its articles stay out, and it can be chosen, until they are as old as the stage ` +
        `keeps them. To take them back: caravan articles withdraw --source ${id} --since <time> --reason …`,
    };
  }
  await deployment.lists.hide(list);
  return { articles, said: `${name}: removed. No article of it is out, and nobody can choose it any more.` };
}
