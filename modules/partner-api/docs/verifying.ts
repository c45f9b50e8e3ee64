import { html } from '../../../platform/http/html.ts';
import { code, paragraphs } from './prose.ts';

/** A server that takes webhooks, whole enough to start with. */
export const verifyingExample = `import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';

const webhook = new Webhook(process.env.CARAVAN_SECRET); // whsec_…
const seen = new Set(); // in your database, in earnest

createServer(async (request, response) => {
  const body = await text(request); // as it came: verify first, parse afterwards
  let event;
  try {
    event = webhook.verify(body, request.headers);
  } catch {
    return response.writeHead(401).end();
  }
  const id = request.headers['webhook-id'];
  if (!seen.has(id)) {
    console.log(event.type, event.data.id, event.data.version, event.data.title); // store it
    seen.add(id);
  }
  response.writeHead(204).end(); // and do what takes long afterwards
}).listen(process.env.PORT ?? 3000);
`;

export const verifying = html`${paragraphs(
  'Webhooks are signed as Standard Webhooks says (https://www.standardwebhooks.com), for which there are libraries in ' +
    'most languages. Three headers come with each: `webhook-id`, `webhook-timestamp` and `webhook-signature`. The ' +
    'signature covers all three parts: `id.timestamp.body`.',
  'A `webhook-id` never changes for one version of an article and one webhook, not even over retries and recoveries: ' +
    'drop what you have.',
)}
${code(verifyingExample, 'Node: a server that verifies')}
${paragraphs(
  'For 24 hours after you rotate a secret, each webhook carries the signatures of both: either suffices. A webhook ' +
    'made with `signature: "v1a"` carries an Ed25519 signature as well, to be checked with its `publicKey`: only ' +
    'Caravan can make those.',
)}`;
