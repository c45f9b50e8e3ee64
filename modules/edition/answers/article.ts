import { instant } from '../../../platform/values/time.ts';
import { isReadable } from '../../articles/article.ts';
import type { Article } from '../../articles/article.ts';
import { articlePath } from '../../articles/articlePath.ts';
import { clustersOf } from '../../articles/storyCluster.ts';
import { absent } from '../articleGone.ts';
import { findFeed } from '../feed.ts';
import type { Feed } from '../feed.ts';
import { composeFront } from '../front.ts';
import { renderArticle } from '../pages/article.ts';
import { redirectTo } from '../rightAddress.ts';
import type { EditionServices } from '../services.ts';
import { linkTo } from '../site.ts';
import type { EditionRequest } from '../site.ts';
import { commentsOf, tagOfComments } from './comments.ts';
import { answerPage } from './document.ts';
import type { Answer } from './document.ts';

/** Stories that are looked at for what belongs to an article. */
const looksAt = 24;
const shown = { mustRead: 3, more: 4, latest: 4 } as const;
const dayMs = 86_400_000;

/**
 * Answers with an article's page.
 * @throws Problem where it is not out (`absent`)
 */
export async function answerArticle(request: EditionRequest, id: string, services: EditionServices): Promise<Answer> {
  const article = await services.articles.get(id);
  if (article === undefined || !isReadable(article, instant(request.now))) throw await absent(article, services);
  const path = articlePath(article);
  if (decodeURIComponent(path) !== request.path)
    return redirectTo(linkTo({ ...request, site: services.site }, path), 'public, max-age=60');
  const [near, newest, corrections, source, comments] = await Promise.all([
    nearTo(article, request, services),
    findFeed({ list: { kind: 'all' }, format: 'page', limit: looksAt }, services, '', request.now),
    correctionsOf(article, services),
    services.sources.get(article.source.id),
    commentsOf(article, request, services),
  ]);
  const showsText = source?.summaryOnly !== true;
  const tag = [
    String(showsText),
    article.id,
    String(article.version),
    article.rewordedAt ?? '',
    near?.etag ?? '',
    newest.etag,
    comments ? tagOfComments(comments) : '',
  ];
  return answerPage(request, services, tag, async (frame) => {
    const [about, all] = await Promise.all([near?.articles() ?? [], newest.articles()]);
    return renderArticle(frame, {
      article,
      showsText,
      corrections,
      comments,
      ...belowOf(article, about, all, frame.masthead.pinned),
    });
  });
}

/** What stands in the list of its first topic, around its time: others that tell the same story are among them. */
async function nearTo(article: Article, { now }: EditionRequest, services: EditionServices): Promise<Feed | undefined> {
  const [topic] = article.topics;
  if (topic === undefined) return undefined;
  const before = new Date(Date.parse(article.listedAt) + dayMs).toISOString();
  return findFeed(
    { list: { kind: 'topic', slug: topic.slug }, format: 'page', limit: looksAt, before },
    services,
    '',
    now,
  );
}

/** When readers were told that it has changed, the last first. */
async function correctionsOf({ id, version }: Article, { announced }: EditionServices) {
  if (version === 1) return [];
  const told = await announced.ofArticle(id, 2);
  return told.flatMap(({ event }) => (event.type === 'article.updated' ? [{ at: event.at }] : [])).toReversed();
}

/** What stands below an article, each story once. */
function belowOf(article: Article, near: readonly Article[], newest: readonly Article[], pinned: readonly string[]) {
  const others = new Map([...near, ...newest].map((one) => [one.id, one]));
  others.delete(article.id);
  const told = clustersOf([article, ...others.values()].map((one) => ({ article: one })));
  const sameStory = (told.find((cluster) => cluster.some((one) => one.article.id === article.id)) ?? [])
    .map((one) => one.article)
    .filter((one) => one.id !== article.id && one.source.id !== article.source.id);
  for (const one of sameStory) others.delete(one.id);
  const take = (from: readonly Article[], most: number): Article[] => {
    const taken = from.filter(({ id }) => others.has(id)).slice(0, most);
    for (const { id } of taken) others.delete(id);
    return taken;
  };
  const { lead, mustRead } = composeFront(newest, pinned);
  return {
    sameStory,
    mustRead: take(
      [...(lead ? [lead] : []), ...mustRead].map((one) => one.article),
      shown.mustRead,
    ),
    more: take(near, shown.more),
    latest: take(newest, shown.latest),
  };
}
