import { isReadable } from '../shared/domain/article.ts';
import { matches } from '../shared/domain/filter.ts';
import type { Endpoint } from '../shared/domain/endpoint.ts';
import { filterOf } from '../shared/domain/hubSubscription.ts';
import type { HubSubscription } from '../shared/domain/hubSubscription.ts';
import type { Attempted } from '../shared/domain/redelivery.ts';
import { instant } from '../shared/domain/time.ts';
import { hubLinks } from '../shared/feeds/feedDocument.ts';
import { renderers } from '../shared/feeds/render.ts';
import { hubSignature } from '../shared/webhooks/hubSecret.ts';
import type { Ways } from './send.ts';

/** Pushes to a WebSub subscriber, and says what came of it; never throws for what the subscriber did. */
export type Push = (endpoint: Endpoint, hub: HubSubscription, about: { id: string; articleId: string }, now: Date) => Promise<Attempted>;

/**
 * Sends what a feed now says of one article: the feed with that article alone, or with its tombstone (WebSub, section 7: a hub
 * may send what changed, where the format allows it). It is read anew for each try, so that nothing leaves that readers may not see.
 */
export function hubPush({ attempt, articles, sealer, publicUrl }: Ways): Push {
  return async (endpoint, { topic, list, format, title, secret }, { id, articleId }, now) => {
    const article = (await articles.getMany([articleId], true)).get(articleId);
    const isShown = article !== undefined && isReadable(article, instant(now)) && matches(filterOf(list), article);
    const { type, render } = renderers[format];
    const body = render({ title, publicUrl, list, selfUrl: topic, updated: article?.changedAt ?? instant(now), articles: isShown ? [article] : [], gone: isShown ? [] : [{ id: articleId, ...(article && { version: article.version }) }] });
    const headers = {
      'content-type': type, link: hubLinks(publicUrl, topic), 'webhook-id': id,
      ...(secret !== undefined && { 'x-hub-signature': hubSignature(body, secret, endpoint, sealer) }),
    };
    return attempt({ url: endpoint.url, headers, body }, now);
  };
}
