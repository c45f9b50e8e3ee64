import { beforeAll, describe, expect, test } from '@jest/globals';
import { useCaravan } from '../helpers/caravan.ts';
import { startFeedProgram } from '../helpers/feedProgram.ts';
import { hubTools } from '../helpers/hubTools.ts';

const caravan = useCaravan();
let hub: ReturnType<typeof hubTools>;
const logs: string[] = [];
beforeAll(async () => {
  hub = hubTools(caravan);
  caravan.twin.events.on('log', ({ text }) => {
    logs.push(text);
  });
});

describe('what is asked for wrongly is said in words', () => {
  const good = (over: Record<string, string>) => ({
    'hub.mode': 'subscribe',
    'hub.callback': 'http://127.0.0.1:9/callback',
    'hub.topic': `${caravan.twin.url}/feeds/all.rss`,
    ...over,
  });

  test.each<[string, Record<string, string>, number, RegExp]>([
    ['no mode', { 'hub.mode': '' }, 400, /^hub\.mode must be given once, and be subscribe or unsubscribe\.\n$/],
    ['another mode', { 'hub.mode': 'publish' }, 400, /^hub\.mode /],
    ['no callback', { 'hub.callback': '' }, 400, /^hub\.callback must be given once/],
    ['no URL', { 'hub.callback': 'callback' }, 400, /is no URL/],
    ['a private address', { 'hub.callback': 'http://10.0.0.1/' }, 400, /10\.0\.0\.1 is not on the public internet/],
    ['another scheme', { 'hub.callback': 'ftp://a.example/' }, 400, /must begin with https/],
    ['a password in it', { 'hub.callback': 'http://a:b@127.0.0.1/' }, 400, /user name or password/],
    ['a fragment', { 'hub.callback': 'http://127.0.0.1/#a' }, 400, /fragment/],
    ['a lease in words', { 'hub.lease_seconds': 'forever' }, 400, /whole number of seconds/],
    ['a long secret', { 'hub.secret': 'é'.repeat(100) }, 400, /less than 200 bytes/],
    ['no topic', { 'hub.topic': '' }, 400, /^hub\.topic must be given once/],
    ['a page', { 'hub.topic': '/' }, 404, /no feed of ours/],
    ['another site', { 'hub.topic': 'https://other.example/feeds/all.rss' }, 404, /no feed of ours/],
    ['a feed without a story', { 'hub.topic': '/feeds/topics/falconry.rss' }, 404, /There is no topic "falconry" here/],
    ['a broken encoding', { 'hub.topic': '/feeds/topics/%E0%A4.rss' }, 404, /no feed of ours/],
  ])('%s', async (_, over, status, words) => {
    const fields = good(over);
    if (fields['hub.topic'].startsWith('/')) fields['hub.topic'] = caravan.twin.url + fields['hub.topic'];
    const answer = await hub.ask(fields);
    expect(answer).toMatchObject({ status, words: expect.stringMatching(words) });
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
  });

  test('another method, another form, and too much', async () => {
    const by = async (init: RequestInit) => {
      const response = await caravan.get('/hub', init);
      return [response.status, response.headers.get('allow') ?? response.headers.get('accept')];
    };
    expect(await by({})).toEqual([405, 'POST']);
    expect(await by({ method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } })).toEqual([
      415,
      'application/x-www-form-urlencoded',
    ]);
    expect(await by({ method: 'POST', body: new URLSearchParams({ 'hub.mode': 'x'.repeat(20_000) }) })).toEqual([
      413,
      null,
    ]);
    const twice = new URLSearchParams([...Object.entries(good({})), ['hub.callback', 'http://127.0.0.1:9/other']]);
    expect(await by({ method: 'POST', body: twice })).toEqual([400, null]);
  });

  test('no secret of a subscriber lies open, in logs or tables', async () => {
    const reader = await startFeedProgram('open sesame');
    await hub.subscribe(reader.callback, `${caravan.twin.url}/feeds/all.json`, { 'hub.secret': 'open sesame' });
    expect(JSON.stringify(await caravan.endpoints.all())).not.toContain('sesame');
    expect(logs.join('\n')).not.toContain('sesame');
    await reader.stop();
  });
});
