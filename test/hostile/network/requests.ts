/**
 * Requests of a deployed stage in a network of our own, where public names lead to a publisher here and hostile ones to
 * the loopback. Prints what came of each.
 */
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import { resolver, urlFaults } from '../../../modules/partner-api/webhooks/rules.ts';
import { FetchError } from '../../../platform/http/addressGuard.ts';
import { guardedFetch } from '../../../platform/http/guardedFetch.ts';
import { guardedPoster } from '../../../platform/http/guardedPost.ts';
import { startDnsServer } from '../../helpers/dnsServer.ts';
import { startLoopbackListener } from '../../helpers/loopbackListener.ts';
import { publicAddresses } from '../../helpers/ownNetwork.ts';
import { redirects } from '../tricks/redirects.ts';

const [ipv4, ipv6] = publicAddresses;
const dns = await startDnsServer(53, {
  'news.example': [[ipv4]],
  'news6.example': [[ipv6]],
  'inside.example': [['127.0.0.1']],
  'inside6.example': [['::1']],
  'mapped.example': [['0:0:0:0:0:ffff:7f00:1']],
  'mixed.example': [['127.0.0.1', '::1', ipv4]],
  'turning.example': [[ipv4], ['127.0.0.1']],
  'turned.example': [[ipv4], ['127.0.0.1']],
  'zero.example': [['0.0.0.0']],
});
const listener = await startLoopbackListener(80);
const tls = await startLoopbackListener(443);
let published = 0;
const publish = (response: ServerResponse, path: string) => {
  published += 1;
  const to = redirects[Number(/^\/redirect\/(\d+)/.exec(path)?.[1])]?.[1];
  if (to !== undefined) response.writeHead(302, { location: to }).end();
  else response.end('published');
};
const publishers = await Promise.all(
  publicAddresses.map(
    (address) =>
      new Promise<ReturnType<typeof createServer>>((resolve) => {
        const server = createServer((request, response) => {
          publish(response, request.url ?? '/');
        });
        server.listen(80, address, () => {
          resolve(server);
        });
      }),
  ),
);

const outcome = (request: Promise<{ status: number; body: Uint8Array }>): Promise<string> =>
  request.then(
    ({ status, body }) => `${status} ${Buffer.from(body).toString()}`,
    (error: unknown) => (error instanceof FetchError ? error.kind : String(error)),
  );
const poll = (url: string) =>
  outcome(guardedFetch({ url, timeoutMs: 5_000, maxBytes: 1_000, maxRedirects: 5, allowLoopback: false }));
const post = (url: string) =>
  outcome(guardedPoster({ timeoutMs: 5_000, maxAnswerBytes: 1_000, local: false })({ url, headers: {}, body: '{}' }));
const rules = async (url: string) =>
  (await urlFaults(url, { local: false, resolve: resolver(false) })).map(({ detail }) => detail);

const polls: Record<string, string> = {};
for (const name of [
  'news.example',
  'news6.example',
  'inside.example',
  'inside6.example',
  'mapped.example',
  'zero.example',
  'localhost',
  'mixed.example',
  'nobody.example',
])
  polls[name] = await poll(`http://${name}/`);
const redirected: Record<string, string> = {};
for (const [index, [what]] of redirects.entries())
  redirected[what] = await poll(`http://news.example/redirect/${index}`);
const turning = [await poll('http://turning.example/'), await poll('http://turning.example/')];
const turned = [
  await rules('https://turned.example/'),
  await post('https://turned.example/'),
  await rules('https://turned.example/'),
];
const posts: Record<string, string> = {};
for (const name of ['inside.example', 'inside6.example', 'localhost']) posts[name] = await post(`https://${name}/`);

console.log(
  JSON.stringify({
    polls,
    redirected,
    turning,
    turned,
    posts,
    published,
    inside: listener.connections + tls.connections,
  }),
);
await Promise.all([
  dns.stop(),
  listener.stop(),
  tls.stop(),
  ...publishers.map(
    (server) =>
      new Promise((resolve) => {
        server.close(resolve);
      }),
  ),
]);
