import { html } from '../../../platform/http/html.ts';
import type { Html } from '../../../platform/http/html.ts';
import { paragraphs } from './prose.ts';
import { samplesOf } from './samples.ts';

export const verifying = (server: string): Html => html`${paragraphs(
  'Webhooks are signed as Standard Webhooks says (https://www.standardwebhooks.com), for which there are libraries in ' +
    'most languages. Three headers come with each: `webhook-id`, `webhook-timestamp` and `webhook-signature`. The ' +
    'signature covers all three parts: `id.timestamp.body`. These servers are whole: put the secret that was shown when ' +
    'you made the webhook into `CARAVAN_SECRET`, and start one.',
  'A `webhook-id` never changes for one version of an article and one webhook, not even over retries and recoveries: ' +
    'drop what you have.',
)}
${samplesOf('webhook', 'a server that verifies', server)}
${paragraphs(
  'For 24 hours after you rotate a secret, each webhook carries the signatures of both: either suffices. A webhook ' +
    'made with `signature: "v1a"` carries an Ed25519 signature as well, to be checked with its `publicKey`: only ' +
    'Caravan can make those.',
)}`;
