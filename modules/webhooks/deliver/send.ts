import { instant } from '../../../platform/values/time.ts';
import type { AnnouncedVersion } from '../../articles/announcedVersions.ts';
import { isReadable } from '../../articles/article.ts';
import { filterOf, matches } from '../../articles/filter.ts';
import { hubLinks } from '../../feed-writing/feedDocument.ts';
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
  what: { id: string; edition: AnnouncedVersion },
  now: Date,
) => Promise<Attempted | undefined>;

/** A partner's webhook is posted the event, the callback of a WebSub subscription the feed. */
export function senderWith(ways: SenderDependencies): DeliverySender {
  const [post, push] = [webhookPost(ways), hubPush(ways)];
  return async (endpoint, { id, edition }, now) => {
    const { event } = edition;
    if (endpoint.hub) return push(endpoint, endpoint.hub, { id, event }, now);
    const { comment } = event;
    const body = comment ? await commentBodyOf({ ...event, comment }, ways, now) : bodyOf(edition, contentOf(endpoint));
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
 * that readers may not see. A tombstone is for an end alone: who is to be told a story may never have had it.
 */
function hubPush({ attempt, articles, sealer, publicUrl }: SenderDependencies): Push {
  return async (endpoint, { topic, list, format, title, secret }, { id, event }, now) => {
    const articleId = event.article.id;
    const article = (await articles.getMany([articleId], true)).get(articleId);
    const isShown = article !== undefined && isReadable(article, instant(now)) && matches(filterOf(list), article);
    if (!isShown && event.type !== 'article.withdrawn') return undefined;
    const { type, render } = renderers[format];
    const body = render({
      title,
      publicUrl,
      list,
      selfUrl: topic,
      updated: article?.changedAt ?? instant(now),
      articles: isShown ? [article] : [],
      gone: isShown ? [] : [{ id: articleId, ...(article && { version: article.version }) }],
    });
    const headers = {
      'content-type': type,
      link: hubLinks(publicUrl, topic),
      'webhook-id': id,
      ...(secret !== undefined && { 'x-hub-signature': hubSignature(body, secret, endpoint, sealer) }),
    };
    return attempt({ url: endpoint.url, headers, body }, now);
  };
}
