import { askCallback } from '../../../modules/websub/hub/verification/askCallback.ts';
import { verificationSchema } from '../../../modules/websub/hub/verificationMessage.ts';
import { guardedPoster } from '../../../platform/http/guardedPost.ts';
import { closeServers, serve } from '../platform/localServer.ts';

afterEach(closeServers);

const topic = 'https://news.example/feeds/all.atom?a=b&c=ä';
const queries = [
  '',
  '?k=v',
  '?k=a%20b&flag&x=~*(1)%2F',
  "?who=O'Neill&semi=a;b:c@d/e?f!g$h,i",
  '?a=+&b=%2B&c=%2b',
  '?utf=%D0%B6&lower=%d0%b6',
  '?a[]=1&a[]=2&{b}=|c|^`',
  '?=&&=',
  '?hub.mode=mine&hub.challenge=theirs',
  '?"quoted"=<1>',
  '?%zz=%',
  '?sig=b64/+w==',
];

test.each(queries)(
  'a callback with the query %j is asked with it as it stands, and ours behind it; so is a push',
  async (query) => {
    const seen: string[] = [];
    const base = await serve((request, response) => {
      seen.push(request.url ?? '');
      response.end(
        new URLSearchParams((request.url ?? '').slice(query.length + '/cb'.length)).get('hub.challenge') ?? '',
      );
    });
    const callback = `${base}/cb${query}`;
    const intent = verificationSchema.parse({
      mode: 'subscribe',
      callback,
      hub: { topic, list: { kind: 'all' }, format: 'atom', title: 'News' },
      leaseSeconds: 3_600,
    });
    expect(await askCallback(intent, 'a challenge', { userAgent: 'test', allowLoopback: true })).toBeUndefined();
    const asked = seen[0]?.slice(`/cb${query}`.length) ?? '';
    expect(seen[0]?.slice(0, -asked.length)).toBe(`/cb${query}`);
    expect(asked.charAt(0)).toBe(query === '' ? '?' : '&');
    expect(Object.fromEntries(new URLSearchParams(asked.slice(1)))).toEqual({
      'hub.mode': 'subscribe',
      'hub.topic': topic,
      'hub.challenge': 'a challenge',
      'hub.lease_seconds': '3600',
    });
    await guardedPoster({ timeoutMs: 5_000, maxAnswerBytes: 100, local: true })({
      url: callback,
      headers: {},
      body: 'x',
    });
    expect(seen[1]).toBe(`/cb${query}`);
  },
);

test('what no request may hold is written so that it may; nothing goes out of the query', async () => {
  const seen: string[] = [];
  const base = await serve((request, response) => {
    seen.push(request.url ?? '');
    response.end();
  });
  for (const callback of [`${base}/cb?a=ж b`, `${base}/cb?`, `${base}/cb?a=1#`, `${base}/cb?a\r\nhost: evil.example`]) {
    await askCallback(
      {
        mode: 'unsubscribe',
        callback,
        hub: { topic, list: { kind: 'all' }, format: 'atom', title: 'News' },
        leaseSeconds: 1,
      },
      'c',
      { userAgent: 'test', allowLoopback: true },
    );
  }
  const ours = new URLSearchParams({ 'hub.mode': 'unsubscribe', 'hub.topic': topic, 'hub.challenge': 'c' }).toString();
  expect(seen).toEqual([
    `/cb?a=%D0%B6%20b&${ours}`,
    `/cb?${ours}`,
    `/cb?a=1&${ours}`,
    `/cb?ahost:%20evil.example&${ours}`,
  ]);
});
