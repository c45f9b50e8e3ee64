import { html } from '../../../platform/http/html.ts';
import type { Html } from '../../../platform/http/html.ts';
import { rateLimit } from '../http/access.ts';
import type { OpenApi } from '../openapi/model.ts';
import { code, paragraphs, prose } from './prose.ts';
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
    { id: 'verifying', title: 'Verifying webhooks', text: verifying },
    { id: 'retries', title: 'When your server does not answer', text: retries },
    { id: 'events', title: 'What each event means for you', text: events },
    { id: 'catching-up', title: 'Catching up', text: catchingUp(server) },
  ];
}

const gettingStarted = (server: string, description: string): Html => html`${paragraphs(
  `${description} Print the line in \`attribution\` wherever an article appears, and link to its \`url\` as canonical.`,
  'Every request carries your key. It was shown once, when the operator made it; keep it out of pages and repositories.',
)}
${code(
  `export CARAVAN_KEY='cvn_…'\ncurl '${server}/v1/articles?limit=1' -H "Authorization: Bearer $CARAVAN_KEY"`,
  'curl: a first request',
)}
${paragraphs(
  'Most partners make one webhook, store what it brings, and pull once an hour to be sure. This page is made from ' +
    '/v1/openapi.json, an OpenAPI 3.1 document. The schemas in it also check every request.',
)}`;

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
${code(
  `next=''
while :; do
  page=$(curl -s -G '${server}/v1/articles' -H "Authorization: Bearer $CARAVAN_KEY" \${next:+-d cursor=$next})
  jq -c '.articles[]' <<<"$page"            # store each, by id and version
  next=$(jq -r .next <<<"$page")            # and this, together with them
  [ "$(jq .more <<<"$page")" = true ] || sleep 60
done`,
  'A shell script that follows the list',
)}`;
