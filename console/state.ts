import type { OperatorClients } from '../modules/operations/operatorClients.ts';
import { healthOf } from '../modules/operations/sourceHealth.ts';
import type { Article } from '../modules/articles/article.ts';
import type { ArticleEvent } from '../modules/articles/event.ts';
import type { Twin } from '../local/twin.ts';
import { costsOf } from './costs.ts';
import type { History } from './history.ts';
import { mailsOf } from './mailbox.ts';
import { partnersOf } from './partners.ts';
import { readersOf } from './readers.ts';

const shownArticles = 40;

/** All that the page shows, read afresh. */
export async function stateOf(twin: Twin, clients: OperatorClients, history: History) {
  const [held, sources, articles, partners, readers, mails] = await Promise.all([
    clients.articles.heldUnread(),
    Array.fromAsync(clients.sources.all()),
    newest(clients, history.events),
    partnersOf(clients),
    readersOf(clients),
    mailsOf(twin, clients),
  ]);
  return {
    now: new Date().toISOString(),
    url: twin.url,
    notRun: twin.notRun,
    held: held.map(({ id, title, source, embargoUnread }) => ({
      id,
      title,
      source: source.name,
      embargo: embargoUnread,
    })),
    sources: sources
      .toSorted((a, b) => a.name.localeCompare(b.name))
      .map((source) => {
        const { id, name, url, status, failures, lastOutcome, nextPollAt, notes } = source;
        return {
          id,
          name,
          url,
          status,
          failures,
          lastOutcome,
          nextPollAt,
          notes,
          health: healthOf(source, new Date()),
        };
      }),
    articles: articles.map(({ id, version, status, title, url, source, topics, changedAt }) => ({
      id,
      version,
      status,
      title,
      url,
      source: source.name,
      topics: topics.map(({ name }) => name),
      changedAt,
      events: history.events
        .filter(({ article }) => article.id === id)
        .map(({ type, at, article }) => ({ type, at, version: article.version })),
    })),
    partners,
    readers,
    mails,
    queues: twin.stack
      .ofType('AWS::SQS::Queue')
      .map(({ id }) => ({ id, dead: id.includes('DeadLetters'), ...twin.depth(id) })),
    refusals: twin.refusals.length,
    meter: costsOf(twin.meter.snapshot(), history),
  };
}

/** The articles that readers see, and those that were just withdrawn. */
async function newest({ lists, articles }: OperatorClients, events: readonly ArticleEvent[]): Promise<Article[]> {
  const entries = await lists.newest({ kind: 'all' }, shownArticles, ({ gone }) => !gone);
  const ids = new Set([
    ...entries.map(({ id }) => id),
    ...events.slice(0, shownArticles).map(({ article }) => article.id),
  ]);
  const rows = await articles.getMany([...ids]);
  return [...rows.values()].toSorted((a, b) => b.changedAt.localeCompare(a.changedAt)).slice(0, shownArticles);
}
