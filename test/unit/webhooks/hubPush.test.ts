import type { Article } from '../../../modules/articles/article.ts';
import { senderWith } from '../../../modules/webhooks/deliver/send.ts';
import type { Sealer } from '../../../modules/webhooks/signing.ts';
import { secondsOf } from '../../../platform/values/time.ts';
import { anArticle, anAnnouncedVersion, anEndpoint, at } from '../../helpers/records.ts';

const now = new Date('2026-11-01T09:00:00Z');
const subscriber = anEndpoint({
  hub: {
    topic: 'https://news.example/feeds/all.json',
    list: { kind: 'all' },
    format: 'json',
    title: 'All',
    leaseUntil: secondsOf(at('2026-11-08T09:00:00Z')),
  },
});

/** What a subscriber is sent of a version, where its article stands like this by now. */
async function pushed(type: 'article.published' | 'article.withdrawn', article: Article): Promise<string | undefined> {
  let sent: string | undefined;
  const send = senderWith({
    attempt: ({ body }) => {
      sent = body;
      return Promise.resolve({ attempt: { at: at('2026-11-01T09:00:00Z'), milliseconds: 1, status: 204 }, answer: '' });
    },
    sealer: {} as Sealer,
    articles: { getMany: () => Promise.resolve(new Map([[article.id, article]])) },
    comments: { get: () => Promise.resolve(undefined) },
    publicUrl: 'https://news.example',
  });
  const announcedVersion = anAnnouncedVersion(1);
  const attempted = await send(
    subscriber,
    { id: 'msg', announcedVersion: { ...announcedVersion, event: { ...announcedVersion.event, type } } },
    now,
  );
  expect(attempted === undefined).toBe(sent === undefined);
  return sent;
}

const held = anArticle({ status: 'embargoed', operatorEmbargo: at('2026-11-02T09:00:00Z') });

test('a subscriber is sent the story, or its tombstone where it ended', async () => {
  expect(await pushed('article.published', anArticle())).toContain(anArticle().title);
  const end = await pushed('article.withdrawn', held);
  expect(end).toContain('"withdrawn":true');
  expect(end).not.toContain(held.title);
});

test('who was to be told a story is sent no tombstone in its place: they may never have had it', async () => {
  expect(await pushed('article.published', held)).toBeUndefined();
});

test('those who are pushed to side by side share the reading, and who comes later is sent what is so by then', async () => {
  const bodies: string[] = [];
  let [reads, article] = [0, anArticle()];
  const send = senderWith({
    attempt: ({ body }) => {
      bodies.push(body);
      return Promise.resolve({ attempt: { at: at('2026-11-01T09:00:00Z'), milliseconds: 1, status: 204 }, answer: '' });
    },
    sealer: {} as Sealer,
    articles: { getMany: () => Promise.resolve(new Map([[article.id, article]])).finally(() => reads++) },
    comments: { get: () => Promise.resolve(undefined) },
    publicUrl: 'https://news.example',
  });
  const push = (to: typeof subscriber, ms: number, version = 1) =>
    send(
      to,
      { id: 'msg', announcedVersion: anAnnouncedVersion(1, anArticle({ version })) },
      new Date(now.getTime() + ms),
    );
  const other = anEndpoint({ hub: { ...subscriber.hub!, topic: 'https://news.example/feeds/all.rss', format: 'rss' } });
  await Promise.all([push(subscriber, 0), push(subscriber, 3), push(other, 5)]);
  expect([reads, bodies.length, new Set(bodies).size]).toEqual([2, 3, 2]);
  article = anArticle({ title: 'Corrected' });
  await push(subscriber, 10, 2); // another version is read anew, however soon it comes
  expect([reads, bodies.at(-1)]).toEqual([3, expect.stringContaining('Corrected')]);
  article = anArticle({ title: 'Corrected again' });
  await push(subscriber, 600);
  expect([reads, bodies.at(-1)]).toEqual([4, expect.stringContaining('Corrected again')]);
});
