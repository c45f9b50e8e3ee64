import { instant } from '../../../platform/values/time.ts';
import type { AnnouncedVersion } from '../../articles/announcedVersions.ts';
import { isReadable } from '../../articles/article.ts';
import type { ArticleEvent } from '../../articles/event.ts';
import { filterOf, matches } from '../../articles/filter.ts';
import { hubLinks } from '../../feed-writing/feedDocument.ts';
import { mediaTypes } from '../../feed-writing/feedRequest.ts';
import { generatorsWhenAsked } from '../../feed-writing/generatorsWhenAsked.ts';
import { renderers } from '../../feed-writing/render.ts';
import { commentBodyOf } from './commentBody.ts';
import type { CommentSources } from './commentBody.ts';
import type { Attempted } from '../delivery.ts';
import { contentOf } from '../endpoint.ts';
import type { Endpoint, HubSubscription } from '../endpoint.ts';
import { bodyOf, webhookPost } from '../post.ts';
import type { Try } from '../post.ts';
import { hubSignature } from '../signing.ts';
import type { Sealer } from '../signing.ts';
import { PushedFeeds } from './pushedFeeds.ts';
import type { PushedFeed } from './pushedFeeds.ts';

export interface SenderDependencies extends CommentSources {
  readonly attempt: Try;
  readonly sealer: Sealer;
}

/**
 * Sends one version of an article, or of a comment, to an endpoint, and says what came of it; never throws for what the
 * endpoint did.
 * @returns undefined where nothing was sent, as it is not out any more
 */
export type DeliverySender = (
  endpoint: Endpoint,
  what: { id: string; announcedVersion: AnnouncedVersion },
  now: Date,
) => Promise<Attempted | undefined>;

/** A partner's webhook is posted the event, the callback of a WebSub subscription the feed. */
export function senderWith(ways: SenderDependencies): DeliverySender {
  const [post, push] = [webhookPost(ways), hubPush(ways)];
  return async (endpoint, { id, announcedVersion }, now) => {
    const { event } = announcedVersion;
    if (endpoint.hub) return push(endpoint, endpoint.hub, { id, event }, now);
    const { comment } = event;
    const body = comment
      ? await commentBodyOf({ ...event, comment }, ways, now)
      : bodyOf(announcedVersion, contentOf(endpoint));
    return body === undefined ? undefined : post(endpoint, { id, body }, now);
  };
}

/** The same for a WebSub subscriber. */
type Push = (
  endpoint: Endpoint,
  hub: HubSubscription,
  about: { id: string; event: AnnouncedVersion['event'] },
  now: Date,
) => ReturnType<DeliverySender>;

/**
 * Sends what a feed now says of one article: the feed with that article alone, or with its tombstone (WebSub, section
 * 7: a hub may send what changed, where the format allows it). It is read anew for each try, so that nothing leaves
 * that readers may not see; the subscribers of one feed who are pushed to side by side share the reading, and differ in
 * their signatures. A tombstone is for an end alone: who is to be told a story may never have had it.
 */
function hubPush(ways: SenderDependencies): Push {
  const { attempt, sealer, publicUrl } = ways;
  const pushed = new PushedFeeds((feed, event, now) => pushedFeed(feed, event, ways, now));
  return async (endpoint, feed, { id, event }, now) => {
    const { secret } = feed;
    const body = await pushed.of(feed, event, now);
    if (body === undefined) return undefined;
    const headers = {
      'content-type': mediaTypes[feed.format],
      link: hubLinks(publicUrl, feed.topic),
      'webhook-id': id,
      ...(secret !== undefined && { 'x-hub-signature': hubSignature(body, secret, endpoint, sealer) }),
    };
    return attempt({ url: endpoint.url, headers, body }, now);
  };
}

/** @returns undefined where there is nothing to send: it is not out, and its end is not what is to be told */
async function pushedFeed(
  { topic, list, format, title }: PushedFeed,
  { type, article: { id } }: ArticleEvent,
  { articles, publicUrl }: Pick<SenderDependencies, 'articles' | 'publicUrl'>,
  now: Date,
): Promise<string | undefined> {
  const article = (await articles.getMany([id], true)).get(id);
  const isShown = article !== undefined && isReadable(article, instant(now)) && matches(filterOf(list), article);
  if (!isShown && type !== 'article.withdrawn') return undefined;
  const feed = {
    title,
    publicUrl,
    list,
    selfUrl: topic,
    updated: article?.changedAt ?? instant(now),
    articles: isShown ? [article] : [],
    gone: isShown ? [] : [{ id, ...(article && { version: article.version }) }],
  };
  return renderers[format](feed, await generatorsWhenAsked());
}
