import type { Article } from '../articles/article.ts';
import type { OperatorClients } from './operatorClients.ts';
import { OperatorError } from './operatorError.ts';

/** Shorter ones mean too much; and so many announcements, the newest, are looked through for a longer one. */
const [leastLength, looked] = [4, 2_000];

/**
 * The article that an operator names: by its id, by the beginning of the id of one that was announced lately, as long
 * as no other begins so, or by the address of its page on the edition, which has the id in it.
 * @throws OperatorError where there is none, or more than one
 */
export async function findArticle(
  { articles, log }: Pick<OperatorClients, 'articles' | 'log'>,
  text: string,
): Promise<Article> {
  const id = /\/articles\/([0-9a-f]{32})(?:\/|$)/.exec(text)?.[1] ?? text;
  const isBeginning = id.length >= leastLength && /^[0-9a-f]{1,31}$/.test(id);
  const article = await articles.get(isBeginning ? await wholeId(id, log) : id);
  if (!article) throw new OperatorError(`There is no article ${text}. "caravan articles list" shows the newest.`);
  return article;
}

async function wholeId(beginning: string, log: OperatorClients['log']): Promise<string> {
  const entries = await log.newest(looked);
  const ids = new Set(entries.map(({ articleId }) => articleId).filter((id) => id.startsWith(beginning)));
  const [id, ...others] = [...ids].toSorted();
  if (id === undefined)
    throw new OperatorError(
      `No article of the last ${looked} announcements begins with ${beginning}: give its whole id. ` +
        '"caravan articles list" shows the newest.',
    );
  if (others.length > 0)
    throw new OperatorError(`${beginning} is the beginning of ${ids.size} articles: ${[id, ...others].join(', ')}.`);
  return id;
}
