import { endOfTime } from '../../../modules/articles/article.ts';
import type { Article } from '../../../modules/articles/article.ts';
import { ArticleLog } from '../../../modules/articles/articleLog.ts';
import type { Announced } from '../../../modules/articles/articleLog.ts';
import { ArticlesTable } from '../../../modules/articles/articlesTable.ts';
import { secondsOf } from '../../../platform/values/time.ts';
import { anAnnouncedVersion, anArticle, at } from '../../helpers/records.ts';

const retentionDays = 30;
/** When TTL may take the row of an article that is written. */
async function expireAtOf(article: Article): Promise<number> {
  const rows: { expireAt: number }[] = [];
  const client = {
    send: async ({ input }: { input: { Item: { expireAt: number } } }) => {
      rows.push(input.Item);
    },
  };
  await new ArticlesTable(client, 'articles', retentionDays).insert(article);
  return rows[0]!.expireAt - retentionDays * 86_400;
}

test.each<[string, Partial<Article>, string]>([
  ['from its last change', {}, '2026-11-01T08:05:00Z'],
  [
    'from the end of its embargo',
    { status: 'embargoed', embargoUntil: at('2027-03-01T00:00:00Z') },
    '2027-03-01T00:00:00Z',
  ],
  [
    "from the end of the operator's",
    { status: 'embargoed', embargoUntil: at('2026-12-01T00:00:00Z'), operatorEmbargo: at('2027-03-01T00:00:00Z') },
    '2027-03-01T00:00:00Z',
  ],
  ['from its expiry', { expiresAt: at('2027-06-01T00:00:00Z') }, '2027-06-01T00:00:00Z'],
  [
    'from its expiry, where it is withdrawn',
    { status: 'withdrawn', withdrawal: { by: 'operator', reason: 'Wrong.' }, expiresAt: at('2027-06-01T00:00:00Z') },
    '2027-06-01T00:00:00Z',
  ],
  [
    'from its last change, where the operator has released it',
    { embargoUntil: at('2027-03-01T00:00:00Z'), embargoLifted: at('2027-03-01T00:00:00Z') },
    '2026-11-01T08:05:00Z',
  ],
])('an article is kept for the retention %s', async (_, but, since) => {
  expect(await expireAtOf(anArticle(but))).toBe(secondsOf(at(since)));
});

test('what is held by an embargo that cannot be read is kept until somebody speaks', async () => {
  expect(
    await expireAtOf(anArticle({ status: 'embargoed', embargoUntil: endOfTime, embargoUnread: 'soon' })),
  ).toBeGreaterThan(secondsOf(at('9999-01-01T00:00:00Z')));
});

test.each<[string, Pick<Announced, 'expiresAt'>, string]>([
  ['from when it was announced', {}, '2026-11-01T08:05:00Z'],
  ['from its expiry, as the article itself', { expiresAt: at('2027-06-01T00:00:00Z') }, '2027-06-01T00:00:00Z'],
])('an announced version is kept for the retention %s', async (_, but, since) => {
  const kept: Record<string, unknown>[] = [];
  const client = {
    send: async ({ input }: { input: { Item?: Record<string, unknown> } }) => {
      if (input.Item) kept.push(input.Item);
      return { Attributes: { lastSeq: 1 } };
    },
  };
  const { event } = anAnnouncedVersion(1, anArticle());
  await new ArticleLog(client, 'articles', retentionDays).enter([{ event, ...but }], new Date('2026-11-01T08:05:00Z'));
  expect(kept).toMatchObject([{ expireAt: secondsOf(at(since)) + retentionDays * 86_400 }]);
});
