import type { Instant } from '../../platform/values/time.ts';
import type { Article } from '../articles/article.ts';
import { findArticle } from './findArticle.ts';
import type { OperatorClients } from './operatorClients.ts';
import { OperatorError } from './operatorError.ts';
import { cut } from './words.ts';

type Clients = Pick<OperatorClients, 'articles' | 'log' | 'pins'>;

/**
 * Puts an article among what must be read, until a time.
 * @throws OperatorError where there is none, or readers do not see it
 */
export async function pinArticle(
  clients: Clients,
  given: string,
  until: Instant,
  now: Date,
): Promise<{ article: Article; said: string }> {
  const article = await findArticle(clients, given);
  if (article.status !== 'live')
    throw new OperatorError(`${article.id} is ${article.status}: readers do not see it, pinned or not.`);
  await clients.pins.pin(article.id, until, now);
  return { article, said: `"${cut(article.title, 70)}" must be read until ${until}.` };
}

/** Takes an article back from what must be read. @throws OperatorError where there is none */
export async function unpinArticle(clients: Clients, given: string): Promise<{ article: Article; said: string }> {
  const article = await findArticle(clients, given);
  await clients.pins.unpin(article.id);
  return { article, said: `${article.id} is not pinned.` };
}
