import fc from 'fast-check';
import { eventOf } from '../../../modules/articles/event.ts';
import type { Article } from '../../../modules/articles/article.ts';
import { matches } from '../../../modules/articles/filter.ts';
import type { Filter } from '../../../modules/articles/filter.ts';
import { embargoed, applyDue, restored, withdrawn } from '../../../modules/articles/articleLifecycle.ts';
import { revised } from '../../../modules/articles/correction.ts';
import { instant } from '../../../platform/values/time.ts';
import { announcementOf, viewFor, viewOf } from '../../../modules/articles/view.ts';
import type { Announcement } from '../../../modules/articles/view.ts';
import { anArticle, anEndpoint, at } from '../../helpers/records.ts';

const startMs = Date.parse('2026-11-02T00:00:00Z');
const minute = (count: number): Date => new Date(startMs + count * 60_000);
const topic = (slug: string) => ({ slug, name: slug });
const correctedTo = (article: Article, but: Partial<Article>, now: Date): Article =>
  revised(
    article,
    { id: article.id, contentHash: JSON.stringify(but).padEnd(32), story: { ...article, ...but } },
    now,
  )!;
const announced = (before: Article | undefined, after: Article): Announcement =>
  announcementOf(eventOf(before, after, after.changedAt)!);
const asks = (filter: Filter) => (one: Parameters<typeof matches>[1]) => matches(filter, one);

const v1 = anArticle({ topics: [topic('economy')], language: 'en', changedAt: instant(minute(0)) });
const v2 = correctedTo(v1, { topics: [topic('politics')] }, minute(1));
const v3 = withdrawn(v2, 'publisher', 'libel', minute(2))!;

test.each<[string, Filter, (string | undefined)[]]>([
  ['everything', {}, ['article.published', 'article.updated', 'article.withdrawn']],
  [
    'the topic that it leaves',
    { topics: ['economy'] },
    ['article.published', 'article.withdrawn', 'article.withdrawn'],
  ],
  ['the topic that it comes to', { topics: ['politics'] }, [undefined, 'article.published', 'article.withdrawn']],
  ['both', { topics: ['economy', 'politics'] }, ['article.published', 'article.updated', 'article.withdrawn']],
  ['neither', { topics: ['sport'] }, [undefined, undefined, undefined]],
])('who asks for %s is told', (_, filter, expected) => {
  expect(
    [announced(undefined, v1), announced(v1, v2), announced(v2, v3)].map((change) => viewOf(asks(filter), change)),
  ).toEqual(expected);
});

test('who ceased by an expiry is not told of it again, and is told of a withdrawal by a person, also when the article was not out', () => {
  const expiring = { ...v2, expiresAt: instant(minute(3)) };
  const expired = applyDue(expiring, minute(3))!;
  const [end, taken] = [
    announced(expiring, expired),
    announced(expired, withdrawn(expired, 'operator', 'libel', minute(4))!),
  ];
  expect([end, taken].map((change) => viewOf(asks({ topics: ['economy'] }), change))).toEqual([
    undefined,
    'article.withdrawn',
  ]);
  expect([end, taken].map((change) => viewOf(asks({ topics: ['politics'] }), change))).toEqual([
    'article.withdrawn',
    'article.withdrawn',
  ]);
});

test('an embargo that comes with a correction says nothing of what is under it', () => {
  const held = correctedTo(
    v1,
    { title: 'Under embargo', summary: 'Under embargo', embargoUntil: at('2026-11-03T00:00:00Z') },
    minute(1),
  );
  expect(held.status).toBe('embargoed');
  expect(JSON.stringify(eventOf(v1, held, held.changedAt))).not.toContain('Under embargo');
});

test('rows of earlier releases do not say what was before: they are told generously', () => {
  const old = { ...announced(v2, v3), previous: undefined, previousAt: undefined, formerly: undefined };
  expect(viewOf(asks({ topics: ['politics'] }), old)).toBe('article.withdrawn');
  expect(viewOf(asks({}), { ...announced(v1, v2), previous: undefined, previousAt: undefined })).toBe(
    'article.updated',
  );
});

describe('an endpoint', () => {
  const economy = { filter: { topics: ['economy'] } };
  test('that was made after an article is told of its correction as published', () => {
    const later = correctedTo(v1, { title: 'Corrected' }, minute(9));
    expect(viewFor(anEndpoint({ ...economy, createdAt: instant(minute(5)) }), announced(v1, later))).toBe(
      'article.published',
    );
    expect(viewFor(anEndpoint({ ...economy, createdAt: at('2026-11-01T00:00:00Z') }), announced(v1, later))).toBe(
      'article.updated',
    );
  });

  test('that was disabled, or asked for something else, when the version before was told begins with the next', () => {
    const later = correctedTo(v1, { title: 'Corrected' }, minute(9));
    expect(viewFor(anEndpoint({ ...economy, past: [{ until: instant(minute(5)) }] }), announced(v1, later))).toBe(
      'article.published',
    );
    expect(
      viewFor(
        anEndpoint({ ...economy, past: [{ until: instant(minute(5)), filter: { topics: ['sport'] } }] }),
        announced(v1, later),
      ),
    ).toBe('article.published');
  });

  test('whose filter was narrowed hears of a withdrawal by a person of all that it ever asked for', () => {
    const narrowed = anEndpoint({
      filter: { topics: ['sport'] },
      past: [{ until: instant(minute(5)), filter: { topics: ['economy'] } }],
    });
    expect(viewFor(narrowed, announced(v2, v3))).toBe('article.withdrawn');
    expect(viewFor(anEndpoint({ filter: { topics: ['sport'] } }), announced(v2, v3))).toBeUndefined();
  });

  test('whose filter was narrowed just as an article ended, or moved, hears of the end of what it had', () => {
    const expiring = { ...v1, expiresAt: instant(minute(3)) };
    const expired = announced(expiring, applyDue(expiring, minute(3))!);
    const narrowed = (afterMinutes: number) =>
      anEndpoint({
        filter: { topics: ['sport'] },
        createdAt: at('2026-11-01T00:00:00Z'),
        past: [{ until: instant(minute(afterMinutes)), filter: { topics: ['economy'] } }],
      });
    expect(viewFor(narrowed(3), expired)).toBe('article.withdrawn');
    expect(viewFor(narrowed(1), announced(v1, v2))).toBe('article.withdrawn');
    // it asked for this no more when the version before was written: it had nothing of it
    expect(viewFor(narrowed(-1), expired)).toBeUndefined();
  });

  test('that declines backlog hears nothing of it at all', () => {
    const old = { ...v1, backlog: true as const };
    const changes = [announced(undefined, old), announced(old, withdrawn(old, 'operator', 'libel', minute(2))!)];
    expect(changes.map((change) => viewFor(anEndpoint({ filter: { backlog: false } }), change))).toEqual([
      undefined,
      undefined,
    ]);
    expect(changes.map((change) => viewFor(anEndpoint(), change))).toEqual(['article.published', 'article.withdrawn']);
  });
});

const slug = fc.constantFrom('a', 'b', 'c');
const move = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('tag' as const),
      topics: fc.uniqueArray(slug, { minLength: 1 }),
      language: fc.constantFrom('en', 'ru', undefined),
    }),
  },
  ...(['withdraw', 'restore', 'hold', 'pass'] as const).map((name) => ({
    weight: 1,
    arbitrary: fc.constant({ do: name } as const),
  })),
);
const filters = fc.record(
  {
    topics: fc.uniqueArray(slug, { minLength: 1, maxLength: 2 }),
    languages: fc.constantFrom('en', 'ru').map((range) => [range]),
  },
  { requiredKeys: [] },
);

type Move = typeof move extends fc.Arbitrary<infer Of> ? Of : never;

/** The article after a move; nothing where the move changes nothing. */
function moved(article: Article, one: Move, index: number, now: Date) {
  switch (one.do) {
    case 'tag': {
      const story = { topics: one.topics.map(topic), language: one.language, title: String(index) };
      return correctedTo(article, story, now);
    }
    case 'withdraw':
      return withdrawn(article, 'operator', 'libel', now);
    case 'restore':
      return restored(article, now);
    case 'hold':
      return embargoed(article, instant(minute(index * 100 + 300)), now);
    case 'pass':
      return applyDue(article, now);
  }
}

test(
  "each reader's trace is its own: published begins it, updated goes on, withdrawn ends it, and nobody who had " +
    'the article is left with it',
  () => {
    fc.assert(
      fc.property(filters, fc.array(move, { maxLength: 15 }), (filter, moves) => {
        let article: Article = anArticle({ topics: [topic('a')], changedAt: instant(minute(0)) });
        let [had, ever] = [matches(filter, article), matches(filter, article)];
        moves.forEach((one, index) => {
          const now = minute((index + 1) * 100);
          const after = moved(article, one, index, now);
          if (!after) return;
          const event = eventOf(article, after, after.changedAt);
          const told = event && viewOf((some) => matches(filter, some), announcementOf(event));
          const entitled = after.status === 'live' && matches(filter, after);
          const leaves = had || (one.do === 'withdraw' && ever);
          const toldOfIt = had ? 'article.updated' : 'article.published';
          const toldOfItsEnd = leaves ? 'article.withdrawn' : undefined;
          const expected = entitled ? toldOfIt : toldOfItsEnd;
          expect([index, told]).toEqual([index, expected]);
          had = entitled;
          ever ||= entitled;
          article = after;
        });
      }),
      { numRuns: 2_000 },
    );
  },
);

test('a story that comes back under another topic, and is held there, is nothing to who asks for that topic when it is withdrawn', () => {
  const sport = { ...v1, topics: [topic('sport')] };
  const taken = withdrawn(sport, 'publisher', 'tombstone', minute(1))!;
  const held = correctedTo(
    taken,
    { withdrawal: undefined, topics: [topic('economy')], embargoUntil: at('2026-11-03T00:00:00Z') },
    minute(2),
  );
  const event = eventOf(held, withdrawn(held, 'operator', 'libel', minute(3))!, instant(minute(3)))!;
  expect(viewOf(asks({ topics: ['economy'] }), announcementOf(event))).toBeUndefined();
  expect(viewOf(asks({ topics: ['sport'] }), announcementOf(event))).toBe('article.withdrawn');
  expect(JSON.stringify(event)).not.toContain('economy');
});
