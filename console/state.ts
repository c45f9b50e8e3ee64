import { listComments } from '../modules/operations/commentCare.ts';
import { channels, isPaused } from '../modules/operations/channels.ts';
import { findingsOf } from '../modules/operations/findings.ts';
import type { OperatorClients } from '../modules/operations/operatorClients.ts';
import { queueDepths } from '../modules/operations/queueFindings.ts';
import { healthOf } from '../modules/operations/sourceHealth.ts';
import type { Article } from '../modules/articles/article.ts';
import type { Source } from '../modules/sources/source.ts';
import { heldOf, rulesOf } from './held.ts';
import { partnersOf } from './partners.ts';
import { readersOf } from './readers.ts';
import type { ToldEvent, World } from './world.ts';

const shownArticles = 40;
const shownComments = 20;

/** All that the page shows, read afresh. */
export async function stateOf(world: World) {
  const { deployment, notRun } = world;
  const now = new Date();
  const events = await world.events();
  const [held, sources, articles, pins, partners, readers, mails, queues, comments, findings, paused, rules, weather] =
    await Promise.all([
      heldOf(deployment),
      Array.fromAsync(deployment.sources.all()),
      newest(deployment, events),
      deployment.pins.standing(now),
      partnersOf(deployment),
      readersOf(deployment),
      world.mails(),
      queueDepths(deployment),
      listComments(deployment),
      findingsOf(deployment, now, false),
      Promise.all(
        channels.map(async (channel) => ({ name: channel.name, paused: await isPaused(deployment, channel) })),
      ),
      rulesOf(deployment),
      deployment.weather.get(),
    ]);
  return {
    now: now.toISOString(),
    name: deployment.name,
    url: deployment.url,
    notRun,
    findings: findings.filter(({ green }) => !green),
    channels: paused,
    weather: weather && { place: weather.place.city.en, at: weather.observed.at },
    held,
    rules,
    sources: sources.toSorted((a, b) => a.name.localeCompare(b.name)).map((source) => sourceOf(source, now)),
    articles: articles.map((article) => ({
      ...articleOf(article, events),
      pinnedUntil: pins.find(({ articleId }) => articleId === article.id)?.until,
    })),
    comments: comments.slice(0, shownComments).map(({ id, articleId, name, text, sentAt }) => ({
      id,
      articleId,
      name,
      text,
      sentAt,
    })),
    partners,
    readers,
    mails,
    queues,
    refusals: world.refusals(),
    meter: world.meter(),
  };
}

function sourceOf(source: Source, now: Date) {
  const { id, name, url, status, failures, lastOutcome, nextPollAt, notes } = source;
  return {
    ...{ id, name, url, status, failures, lastOutcome, nextPollAt, notes, health: healthOf(source, now) },
    topics: source.topics.map((topic) => topic.name),
    intervalSeconds: source.intervalSeconds,
    zone: source.zone,
    encoding: source.encoding,
    language: source.language,
    corrections: source.corrections,
    fullText: source.fullText === true,
    summaryOnly: source.summaryOnly === true,
  };
}

const articleOf = (
  { id, version, status, title, url, source, topics, changedAt }: Article,
  events: readonly ToldEvent[],
) => ({
  id,
  version,
  status,
  title,
  url,
  source: source.name,
  topics: topics.map(({ name }) => name),
  changedAt,
  events: events
    .filter(({ article }) => article.id === id)
    .map(({ type, at, article }) => ({ type, at, version: article.version })),
});

/** The articles that readers see, and those that were just withdrawn. */
async function newest({ lists, articles }: OperatorClients, events: readonly ToldEvent[]): Promise<Article[]> {
  const entries = await lists.newest({ kind: 'all' }, shownArticles, ({ gone }) => !gone);
  const ids = new Set([
    ...entries.map(({ id }) => id),
    ...events.slice(0, shownArticles).map(({ article }) => article.id),
  ]);
  const rows = await articles.getMany([...ids]);
  return [...rows.values()].toSorted((a, b) => b.changedAt.localeCompare(a.changedAt)).slice(0, shownArticles);
}
