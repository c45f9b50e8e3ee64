import { html } from '../../../platform/http/html.ts';
import type { Html } from '../../../platform/http/html.ts';
import { code, paragraphs } from './prose.ts';
import { samplesOf } from './samples.ts';

/** The whole way of a first webhook; the id is that of the answer before. */
const firstWebhook = (server: string): string =>
  [
    `url='https://…'   # where your server takes webhooks`,
    `curl -s '${server}/v1/webhooks' -H "Authorization: Bearer $CARAVAN_KEY" \\`,
    String.raw`  -H 'Content-Type: application/json' -d "{\"url\": \"$url\"}"`,
    `webhook='wh_…'    # the "id" of the answer; its "secret" is shown only now`,
    `curl -s "${server}/v1/webhooks/$webhook/test" -H "Authorization: Bearer $CARAVAN_KEY" \\`,
    `  -H 'Content-Type: application/json' -d '{"type": "article.published"}'`,
  ].join('\n');

export const verifying = (server: string): Html => html`${paragraphs(
  'Make a webhook, start one of these servers with the secret of the answer in `CARAVAN_SECRET`, and have a test sent to it. ' +
    'Without a filter a webhook hears of everything that you may have.',
)}
${code(firstWebhook(server), 'A first webhook, and a test of it')}
${paragraphs(
  'Webhooks are signed as Standard Webhooks says (https://www.standardwebhooks.com), for which there are libraries in ' +
    'most languages. Three headers come with each: `webhook-id`, `webhook-timestamp` and `webhook-signature`. The ' +
    'signature covers all three parts: `id.timestamp.body`.',
  'A `webhook-id` never changes for one version of an article and one webhook, not even over retries and recoveries: ' +
    'drop what you have.',
)}
${samplesOf('webhook', 'a server that verifies', server)}
${paragraphs(
  'For 24 hours after you rotate a secret, each webhook carries the signatures of both: either suffices. A webhook ' +
    'made with `signature: "v1a"` carries an Ed25519 signature as well, to be checked with its `publicKey`: only ' +
    'Caravan can make those.',
)}`;
