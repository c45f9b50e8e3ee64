/** Requests with proxies in the environment, which lead into the loopback. Prints who heard of them. */
import * as http from 'node:http';
import { guardedFetch } from '../../../platform/http/guardedFetch.ts';
import { guardedPoster } from '../../../platform/http/guardedPost.ts';
import { startLoopbackListener } from '../../helpers/loopbackListener.ts';

const proxy = await startLoopbackListener(3128);
const settle = (request: Promise<unknown>) =>
  request.then(
    () => 'answered',
    (error: unknown) => (error as { kind?: string }).kind ?? 'failed',
  );
const poll = await settle(
  guardedFetch({
    url: 'http://93.184.215.14:81/',
    timeoutMs: 5_000,
    maxBytes: 1_000,
    maxRedirects: 0,
    allowLoopback: false,
  }),
);
const post = await settle(
  guardedPoster({ timeoutMs: 5_000, maxAnswerBytes: 1_000, local: false })({
    url: 'https://93.184.215.14:81/',
    headers: {},
    body: '{}',
  }),
);
const heardOfOurs = proxy.connections;
// Node itself does obey the environment: else nothing would be shown here.
await new Promise((resolve) => {
  http
    .get('http://93.184.215.14:81/', (response) => {
      response.resume().on('end', resolve);
    })
    .on('error', resolve);
});
console.log(JSON.stringify({ poll, post, heardOfOurs, heardOfNodes: proxy.connections - heardOfOurs }));
await proxy.stop();
