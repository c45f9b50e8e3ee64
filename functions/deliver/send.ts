import type { ArticlesTable } from '../shared/aws/articlesTable.ts';
import type { Edition } from '../shared/domain/edition.ts';
import type { Endpoint } from '../shared/domain/endpoint.ts';
import type { Attempted } from '../shared/domain/redelivery.ts';
import type { Try } from '../shared/webhooks/attempt.ts';
import { bodyOf } from '../shared/webhooks/body.ts';
import { webhookPost } from '../shared/webhooks/post.ts';
import type { Sealer } from '../shared/webhooks/seal.ts';
import { hubPush } from './push.ts';

export interface Ways {
  readonly attempt: Try;
  readonly sealer: Sealer;
  readonly articles: ArticlesTable;
  readonly publicUrl: string;
}

/** Sends one version of an article to an endpoint, and says what came of it; never throws for what the endpoint did. */
export type Send = (endpoint: Endpoint, what: { id: string; edition: Edition }, now: Date) => Promise<Attempted>;

/** A partner's webhook is posted the event, the callback of a WebSub subscription the feed. */
export function senderWith(ways: Ways): Send {
  const [post, push] = [webhookPost(ways), hubPush(ways)];
  return (endpoint, { id, edition }, now) =>
    (endpoint.hub ? push(endpoint, endpoint.hub, { id, articleId: edition.event.article.id }, now) : post(endpoint, { id, body: bodyOf(edition, endpoint.content) }, now));
}
