import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Article } from '../../../modules/articles/article.ts';
import { withdrawn } from '../../../modules/articles/articleLifecycle.ts';
import { corrected } from '../../../modules/articles/correction.ts';
import { eventOf } from '../../../modules/articles/event.ts';
import { readItem } from '../../../modules/feed-reading/readItem.ts';
import type { OwnSource } from '../../../modules/sources/own/ownSource.ts';
import type { RememberedStory } from '../../../modules/sources/own/rememberedStories.ts';
import { storeOwnStory, withdrawOwnStory } from '../../../modules/sources/own/storeOwnStory.ts';
import { articleId } from '../../../modules/sources/seenList.ts';
import { noRules } from '../../../modules/editors/rulesTable.ts';
import { instant } from '../../../platform/values/time.ts';

const now = new Date('2026-11-30T12:00:00Z');
const source: OwnSource = { kind: 'own', id: 'desk', name: 'The Desk', topics: [], keys: [], createdAt: instant(now) };
const id = articleId('desk', 'one');

let rows: Map<string, Article>;
let memory: Map<string, RememberedStory>;
let told: string[];
beforeEach(() => {
  rows = new Map();
  memory = new Map();
  told = [];
});

function write(before: Article | undefined, after: Article): boolean {
  rows.set(after.id, after);
  const event = eventOf(before, after, instant(now));
  if (event) told.push(`${event.type}${event.backlog ? ' backlog' : ''}`);
  return true;
}
const stores = {
  articles: {
    get: (one: string) => Promise.resolve(rows.get(one)),
    insert: (article: Article) => Promise.resolve(!rows.has(article.id) && write(undefined, article)),
    replace: (before: Article, after: Article) =>
      Promise.resolve(rows.get(before.id) === before && write(before, after)),
  },
  stories: {
    recall: (one: string) => Promise.resolve(memory.get(one)),
    remember: (one: string, story: RememberedStory) => Promise.resolve(void memory.set(one, story)),
  },
  topicRules: { all: () => Promise.resolve({}) },
  editorRules: { all: () => Promise.resolve(noRules) },
  heldCorrections: { put: () => Promise.resolve() },
  backlogHours: 48,
};

const itemOf = (title: string, published?: string) =>
  readItem(
    {
      guid: 'one',
      links: [],
      title: { text: title, kind: 'plain' },
      authors: [],
      topics: [],
      images: [],
      enclosures: [],
      published,
    },
    { base: 'https://desk.example/', now },
  )!.item;
const put = (title: string, published?: string) =>
  storeOwnStory(source, itemOf(title, published), rows.get(id), stores, now);
const withdraw = () => withdrawOwnStory(id, rows.get(id), stores, now);

describe('a story without a feed', () => {
  test('is published once, corrected by other words, withdrawn, and back when it is given again', async () => {
    await put('A');
    await put('A');
    await put('B');
    await withdraw();
    await withdraw();
    await put('B');
    expect(told).toEqual(['article.published', 'article.updated', 'article.withdrawn', 'article.published']);
  });

  test('is done by who is asked again, wherever the one before died', async () => {
    const dying = { ...stores, stories: { ...stores.stories, remember: () => Promise.reject(new Error('died')) } };
    await expect(storeOwnStory(source, itemOf('A'), undefined, dying, now)).rejects.toThrow('died');
    await put('A');
    expect(told).toEqual(['article.published']);
    await expect(withdrawOwnStory(id, rows.get(id), dying, now)).rejects.toThrow('died');
    await withdraw();
    expect([told.length, memory.get(id)?.isTakenBack]).toEqual([2, true]);
  });

  test('that is forgotten comes back where readers notice a change, as backlog and behind its old versions', async () => {
    await put('A');
    rows.clear();
    expect((await put('A')).became).toBe('forgotten');
    expect(rows.size).toBe(0);
    await put('B');
    expect(told).toEqual(['article.published', 'article.published backlog']);
    expect(rows.get(id)?.version).toBeGreaterThan(1_000_000);
  });

  test('of last week is backlog; that was never given cannot be withdrawn', async () => {
    expect((await withdraw()).became).toBe('same');
    expect(memory.size).toBe(0);
    await put('A', '2026-11-20T12:00:00Z');
    expect(told).toEqual(['article.published backlog']);
  });

  test('stays as the operator said, whoever gives it again', async () => {
    await put('A');
    const before = rows.get(id)!;
    write(before, corrected(before, { line: 'It is C.', parts: { title: 'C' } }, now)!);
    await put('A');
    await put('B');
    expect(rows.get(id)).toMatchObject({ title: 'C', version: 2, corrections: [{ line: 'It is C.' }] });
    write(rows.get(id), withdrawn(rows.get(id)!, 'operator', 'libel', now)!);
    await put('D');
    await withdraw();
    expect(rows.get(id)).toMatchObject({ status: 'withdrawn', withdrawal: { by: 'operator' } });
    expect(told).toEqual(['article.published', 'article.updated', 'article.withdrawn']);
  });
});

describe('an operator corrects', () => {
  test('the same again changes nothing; another line is told; ten lines are kept', async () => {
    await put('A');
    let article = rows.get(id)!;
    for (let n = 1; n <= 12; n += 1) article = corrected(article, { line: `Line ${n}`, parts: {} }, now)!;
    expect(article.corrections?.map(({ line }) => line)).toEqual(Array.from({ length: 10 }, (_, n) => `Line ${n + 3}`));
    expect(corrected(article, { line: 'Line 12', parts: { title: 'A' } }, now)).toBeUndefined();
    expect(corrected(article, { line: 'Line 12', parts: { title: 'B' } }, now)).toMatchObject({
      title: 'B',
      version: 14,
    });
  });
});
