import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { inertHeaders, Problem } from '../../../platform/http/problem.ts';
import type { HttpWork } from '../../../platform/runtime/httpHandler.ts';
import type { RequestQueue } from '../../../platform/sqs/requestQueue.ts';
import { epochSeconds } from '../../../platform/values/time.ts';
import type { EpochSeconds } from '../../../platform/values/time.ts';
import type { ListsTable } from '../../articles/listsTable.ts';
import type { Endpoint } from '../../webhooks/endpoint.ts';
import type { EndpointsTable } from '../../webhooks/endpointsTable.ts';
import { sealHubSecret } from '../../webhooks/signing.ts';
import type { Sealer } from '../../webhooks/signing.ts';
import { hubOwner, siteOf, subscriptionOf } from './owner.ts';
import { parseSubscription, subscriptionForm } from './subscriptionRequest.ts';
import { feedOf } from './topic.ts';
import type { Verification } from './verificationMessage.ts';

export interface HubServices {
  readonly lists: ListsTable;
  readonly endpoints: EndpointsTable;
  readonly limits: { count(what: string, who: string, now: EpochSeconds, windowSeconds: number): Promise<number> };
  readonly intents: RequestQueue<Verification>;
  readonly sealer: () => Promise<Sealer>;
  readonly publicUrl: string;
  readonly publication: string;
  readonly local: boolean;
}

/**
 * Limits for the callbacks of one site: we ask each callback whether it is meant, and nobody shall be asked too
 * often in somebody else's name.
 */
const most = { requestsAnHour: 600, subscriptions: 1_000 } as const;

/**
 * Subscription requests (WebSub, section 5): 202 says that the callback is asked now; faults are told in plain text.
 */
export const subscriptionRequests: HttpWork<HubServices, object> = {
  headers: inertHeaders,
  answer: async (event, hub) => {
    const { method } = event.requestContext.http;
    if (method !== 'POST')
      throw new Problem(
        405,
        `This is a WebSub hub: subscriptions are asked for with POST, not ${method}. https://www.w3.org/TR/websub/`,
        { headers: { allow: 'POST' } },
      );
    await take(event, hub, new Date());
    return text(202, 'Your callback is asked now whether it wants this.');
  },
  refuse: ({ status, message, headers }) => text(status, message, headers),
  report: (status, _about, { metrics }) => {
    metrics.addMetric(status === 202 ? 'SubscriptionsAsked' : 'SubscriptionsRefused', MetricUnit.Count, 1);
  },
};

async function take(event: APIGatewayProxyEventV2, hub: HubServices, now: Date): Promise<void> {
  const { mode, callback, topic, leaseSeconds, secret } = parseSubscription(subscriptionForm(event), hub.local);
  const feed = await feedOf(topic, hub);
  await refuseRequests(callback, feed, hub, now);
  const { owner, doubles, others } = await subscriptionOf(callback, feed, hub.endpoints);
  if (mode === 'subscribe') refuseSubscriptions(others, now);
  const sealed = secret === undefined ? undefined : sealHubSecret(secret, owner, await hub.sealer());
  await hub.intents.ask({
    mode,
    callback,
    hub: { ...feed, secret: sealed },
    leaseSeconds,
    owner,
    doubles: [...doubles],
  });
}

/** @throws Problem 429 */
async function refuseRequests(
  callback: string,
  feed: Parameters<typeof hubOwner>[1],
  { limits }: HubServices,
  now: Date,
): Promise<void> {
  const at = epochSeconds(now);
  if ((await limits.count('hub', hubOwner(callback, feed).partnerId, at, 3_600)) > most.requestsAnHour) {
    throw new Problem(
      429,
      `For callbacks of ${siteOf(callback)} we are asked more than ${most.requestsAnHour} times an hour.`,
      { headers: { 'retry-after': String(3_600 - (at % 3_600)) } },
    );
  }
}

/** @throws Problem 429 */
function refuseSubscriptions(others: readonly Endpoint[], now: Date): void {
  const live = others.filter(({ hub }) => hub !== undefined && hub.leaseUntil > epochSeconds(now)).length;
  if (live >= most.subscriptions)
    throw new Problem(
      429,
      `The callbacks of this site have ${live} subscriptions, and may have no more: one to /feeds/all.atom brings everything.`,
    );
}

const text = (
  statusCode: number,
  words: string,
  headers: Readonly<Record<string, string>> = {},
): APIGatewayProxyStructuredResultV2 => ({
  statusCode,
  body: `${words}\n`,
  headers: { ...headers, 'content-type': 'text/plain; charset=utf-8' },
});
