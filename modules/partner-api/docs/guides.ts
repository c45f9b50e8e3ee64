import { html } from '../../../platform/http/html.ts';
import type { Html } from '../../../platform/http/html.ts';
import { rateLimit } from '../http/access.ts';
import type { OpenApi } from '../openapi/model.ts';
import { code, paragraphs, prose } from './prose.ts';
import { samplesOf } from './samples.ts';
import { verifying } from './verifying.ts';

export interface Guide {
  readonly id: string;
  readonly title: string;
  readonly text: Html;
}

/** Everything that is true of all operations, and how they go together. */
export function guidesOf({ servers, info }: OpenApi): Guide[] {
  const server = servers[0]?.url ?? '';
  return [
    { id: 'begin', title: 'Getting started', text: gettingStarted(server, info.description) },
    { id: 'rules', title: 'Rules for every request', text: rules },
    { id: 'verifying', title: 'Verifying webhooks', text: verifying(server) },
    { id: 'laptop', title: 'On your own machine', text: laptop(server) },
    { id: 'retries', title: 'When your server does not answer', text: retries },
    { id: 'events', title: 'What each event means for you', text: events },
    { id: 'catching-up', title: 'Catching up', text: catchingUp(server) },
    { id: 'changes', title: 'What has changed', text: changes },
  ];
}

const gettingStarted = (server: string, description: string): Html => html`${paragraphs(
  `${description} Print the line in \`attribution\` wherever an article appears, and link to its \`url\` as canonical.`,
  'Every request carries your key. It was shown once, when the operator made it; keep it out of pages and repositories.',
)}
${code(firstCommand(server), 'A first request, which shows headlines')}
${paragraphs(
  'They are the oldest that are kept. Their stories, with all that is known of each, are what the same address answers ' +
    'without the second line. For newer ones begin with a time, `since=2026-12-01T00:00:00Z`.',
  'Which topics and publishers there are, `/v1/topics` and `/v1/sources` list: filters take their slugs and ids. ' +
    'An article as it is now has an ETag: asked for with that, it costs a 304 until it changes.',
)}
${code(entityTagCommand(server), 'An article, and whether it has changed')}
${paragraphs(
  'Most partners make one webhook, store what it brings, and pull once an hour to be sure. This page is made from ' +
    '/v1/openapi.json, an OpenAPI 3.1 document. The schemas in it also check every request.',
)}`;

/** Whatever was taken back has no title, and is not shown. */
const firstCommand = (server: string): string =>
  `export CARAVAN_KEY='cvn_…'\ncurl -s '${server}/v1/articles?limit=100' -H "Authorization: Bearer $CARAVAN_KEY" \\\n` +
  String.raw`  | grep -Eo '"title":"([^"\\]|\\.)+"' | head -3`;

const entityTagCommand = (server: string): string =>
  `article='…'   # an id of the list\ncurl -sD- '${server}/v1/articles/'$article -H "Authorization: Bearer $CARAVAN_KEY"\n` +
  `curl -sD- '${server}/v1/articles/'$article -H "Authorization: Bearer $CARAVAN_KEY" -H 'If-None-Match: "…"'`;

const rules = html`<ul>${[
  `**Limits.** ${rateLimit.requests} requests in ${rateLimit.windowSeconds} seconds. Every answer says how many are ` +
    'left: `RateLimit: "default";r=599;t=42`. Above the limit you get a 429 with `Retry-After`.',
  '**Problems** are `application/problem+json` (RFC 9457): `detail` says what to do, and `errors` names each fault by ' +
    'its JSON pointer or parameter.',
  '**Repeats.** Send an `Idempotency-Key` with every POST, and repeat the request unchanged if no answer came: ' +
    'nothing is made twice.',
  '**Versions.** An article keeps its `id`; each change raises its `version`. Drop any version older than the one you ' +
    'have.',
  '**New fields** may come at any time: ignore those that you do not know.',
].map((rule) => html`<li>${prose(rule)}</li>\n`)}</ul>`;

const retries = paragraphs(
  'Any 2xx within 15 seconds is success. Redirects are not followed. Everything else is tried again after ' +
    '5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h, about 75 hours in all, each a little earlier ' +
    'or later.',
  'New events for a webhook that has failed for over a minute are not sent at once: they wait a minute or ' +
    'two, and are then tried in the same way. The first success ends that. Recovered events do not wait.',
  '429 and 503 mean "not now": `Retry-After` is obeyed, up to 24 hours, and is not held against you. 410 ' +
    'means "never again": the webhook is disabled at once. After five days without a success it is disabled, ' +
    'too, and says why.',
  'A version is never sent after a newer one of its article. After an article is withdrawn, nothing is sent of it but ' +
    'the withdrawal.',
);

const events = paragraphs(
  'The type of an event says what a change means to you, given your filter. `article.published`: the article is ' +
    'yours from now on. `article.updated`: you have it, and it has changed. `article.withdrawn`: you have it no ' +
    'more; take it off your site. `reason` says why: it was withdrawn, it is under embargo, it has expired, ' +
    'or it has left the topics or languages of your filter. If you narrow the filter of a webhook, you get ' +
    '`article.withdrawn` for each article that the new filter does not match.',
  'A withdrawal by the publisher or by the operator reaches every webhook that was ever sent the article, ' +
    'even if you were already told `article.withdrawn` for another reason.',
  'If you take articles by the pull API, or from a feed, and want to hear of their ends alone, name ' +
    '`article.withdrawn` among `events` and leave `article.published` out: you are then told the end of every article ' +
    'that your filter matches.',
  '`backlog: true` marks an article that was old when Caravan first saw it, such as the archive of a new ' +
    'source: it is no news. A filter with `"backlog": false` declines such articles.',
  'Comments come to a webhook that names `comment.approved` and `comment.withdrawn` among its `events`: what readers ' +
    'wrote under an article of yours, once a person has approved it, and that it was taken back. They are plain text ' +
    'of strangers: escape them. They go with their article. When an article comes back, read its comments from ' +
    '`/v1/articles/{id}/comments`.',
);

const catchingUp = (server: string): Html => html`${paragraphs(
  'After a failure, enable the webhook if it is disabled, and recover: everything that was not delivered since then, ' +
    'up to 14 days back, comes in its order. The withdrawals that it missed come by themselves, as soon as it is ' +
    'enabled.',
  'Or pull. The list of articles has one order that never changes: keep `next`, and ask with it again whenever you ' +
    'like. You see every version once, even while others are published. Ask again at once while `more` is true.',
)}
${samplesOf('pull', 'a program that catches up', server)}`;

const laptop = (server: string): Html => html`${paragraphs(
  'While you write your server, no address of your machine has to be reached from outside. This program asks for what ' +
    'is announced and posts it to a local port, in the body of a webhook and signed like one. It needs Node 20 or later ' +
    'and nothing else.',
)}
${code(
  `curl -sO '${server}/v1/listen.mjs'\nCARAVAN_KEY='cvn_…' node listen.mjs --port 8080 --since 24h`,
  'Webhooks on your own machine',
)}
${paragraphs(
  'It shows the secret that it signs with: start your server with that in `CARAVAN_SECRET`; or give it the secret of a ' +
    'webhook of yours. An event comes again until your server answers 2xx, under the same `webhook-id`. Ctrl-C ends it, ' +
    'and the next run goes on from there. `node listen.mjs --help` says more. Comments come by webhooks alone. ' +
    'A webhook proper is tried by "Send a test": with any of its event types, as they are shown below.',
)}`;

/** The newest first; what comes without notice is an addition alone. */
const changes = html`<ul>${[
  '**December 2026.** Samples in Python, Go and PHP; `/v1/listen.mjs`; every member of ninjs is described.',
  '**November 2026.** `/v1/topics` and `/v1/sources`; `headers` and `ratePerMinute` of a webhook; `recovery` with a count ' +
    'and an end; comments; `endpoint.failing` and `endpoint.disabled`; `corrections` of an article; your own pages, by a ' +
    'link from the operator.',
].map((line) => html`<li>${prose(line)}</li>\n`)}</ul>
${paragraphs(
  'Fields are added without notice. Whatever would break a reader raises `eventVersion`, or the path: `/v1` stays as it is.',
)}`;
