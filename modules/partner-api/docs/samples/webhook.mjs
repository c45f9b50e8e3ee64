// npm install standardwebhooks; then: CARAVAN_SECRET=whsec_… node webhook.mjs
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';

const webhook = new Webhook(process.env.CARAVAN_SECRET);
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
    const { type, data } = event;
    console.log(type, data.id, data.version ?? '', data.title ?? ''); // store it
    seen.add(id);
  }
  response.writeHead(204).end(); // and do what takes long afterwards
}).listen(process.env.PORT ?? 8080);
