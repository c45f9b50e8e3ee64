import fc from 'fast-check';
import type { AnnouncedVersion } from '../../../modules/articles/announcedVersions.ts';
import type { LogEntry } from '../../../modules/articles/articleLog.ts';
import { matches } from '../../../modules/articles/filter.ts';
import type { Filter } from '../../../modules/articles/filter.ts';
import { pageOf } from '../../../modules/partner-api/articles/page.ts';
import type { ArticlesPage, PageQuery, Reading } from '../../../modules/partner-api/articles/page.ts';
import { anArticle, anAnnouncedVersion } from '../../helpers/records.ts';
import { LogModel, made } from '../articles/logModel.ts';

const all = { after: 0, filter: {}, limit: 100 };
const late = new Date('2026-11-23T00:00:00Z');

const nameOf = ({ event }: AnnouncedVersion) => `${event.article.id} ${event.article.version}`;

/** A log of settled entries, with their announced versions. */
function settled(announcedVersions: AnnouncedVersion[]): Reading {
  const entries = announcedVersions.map(({ seq, loggedAt, event: { type, article } }): LogEntry => ({
    seq,
    loggedAt,
    type,
    articleId: article.id,
    version: article.version,
    source: article.source,
    topics: article.topics,
    language: article.language,
  }));
  return {
    entries: (after, limit) => {
      const rest = entries.filter(({ seq }) => seq > after);
      return Promise.resolve({ entries: rest.slice(0, limit), end: rest.length <= limit });
    },
    announcedVersions: (of) =>
      Promise.resolve(announcedVersions.filter(({ seq }) => of.some((entry) => entry.seq === seq))),
  };
}
const many = (count: number, but: (index: number) => Partial<Parameters<typeof anArticle>[0]> = () => ({})) =>
  Array.from({ length: count }, (_, index) =>
    anAnnouncedVersion(index + 1, anArticle({ id: String(index).padStart(32, '0'), ...but(index) })),
  );

const action = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('publish' as const),
      articles: fc.array(made, { minLength: 1, maxLength: 4 }),
    }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('step' as const), which: fc.nat(), pick: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('die' as const), which: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), seconds: fc.integer({ min: 1, max: 70 }) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('read' as const) }) },
);
const name = fc.constantFrom('a', 'b', 'c');
const someFilter: fc.Arbitrary<Filter> = fc.record(
  {
    sources: fc.array(name, { minLength: 1 }),
    topics: fc.array(name, { minLength: 1 }),
    languages: fc.array(fc.constantFrom('en', 'de', 'en-gb'), { minLength: 1 }),
  },
  { requiredKeys: [] },
);

test('a reader who follows the cursor sees every matching version once, in order, while publishers publish, stall and die', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(action, { maxLength: 60 }),
      someFilter,
      fc.integer({ min: 1, max: 7 }),
      async (actions, filter, limit) => {
        const log = new LogModel();
        const seen: AnnouncedVersion[] = [];
        let after = 0;
        const read = async (): Promise<ArticlesPage> => {
          const page = await pageOf({ after, filter, limit } satisfies PageQuery, log.reading(), log.date());
          expect(page.announcedVersions.length).toBeLessThanOrEqual(limit);
          expect(page.after).toBeGreaterThanOrEqual(after);
          after = page.after;
          seen.push(...page.announcedVersions);
          return page;
        };
        for (const one of actions) {
          if (one.do === 'publish') log.publish(one.articles);
          else if (one.do === 'step') log.step(one.which, one.pick);
          else if (one.do === 'die') log.die(one.which);
          else if (one.do === 'wait') log.wait(one.seconds);
          else await read();
        }
        log.finish(); // what died is done again, as the stream brings it again
        log.wait(100);
        while ((await read()).more);
        const announced = log.announced().filter(({ event }) => matches(filter, event.article));
        expect(seen.map(nameOf)).toEqual(announced.map(nameOf));
      },
    ),
    { numRuns: 500 },
  );
});

test('a page ends where it is full, and says whether more matches', async () => {
  const log = settled(many(5, (index) => ({ topics: [{ slug: index < 3 ? 'a' : 'b', name: 'x' }] })));
  const filter = { topics: ['a'] };
  expect(await pageOf({ after: 0, filter, limit: 2 }, log, late)).toMatchObject({
    announcedVersions: [{ seq: 1 }, { seq: 2 }],
    after: 2,
    more: true,
  });
  expect(await pageOf({ after: 0, filter, limit: 3 }, log, late)).toMatchObject({
    announcedVersions: [{}, {}, {}],
    after: 5,
    more: false,
  });
});

test('no more than 2,000 entries are looked at: the page is empty, and goes on', async () => {
  const log = settled(many(2_500));
  const filter = { sources: ['nobody'] };
  const first = await pageOf({ after: 0, filter, limit: 50 }, log, late);
  expect(first).toEqual({ announcedVersions: [], after: 2_000, more: true });
  expect(await pageOf({ after: first.after, filter, limit: 50 }, log, late)).toEqual({
    announcedVersions: [],
    after: 2_500,
    more: false,
  });
});

test('no more is sent than Lambda takes, but one article at least', async () => {
  const log = settled(many(30, () => ({ content: '<p class="x">'.repeat(25_000) })));
  const seen: number[] = [];
  for (let after = 0, more = true; more;) {
    const page = await pageOf({ ...all, after }, log, late);
    const answer = JSON.stringify({ body: JSON.stringify(page.announcedVersions) });
    expect(page.announcedVersions.length).toBeGreaterThan(0);
    expect(Buffer.byteLength(answer)).toBeLessThan(6_000_000);
    seen.push(...page.announcedVersions.map(({ seq }) => seq));
    ({ after, more } = page);
  }
  expect(seen).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
});

test('what was announced before a time is left out', async () => {
  const announcedVersions = many(4).map((announcedVersion, index) => ({
    ...announcedVersion,
    loggedAt: (1_000 + index) as never,
  }));
  expect(
    (await pageOf({ ...all, since: 1_002 as never }, settled(announcedVersions), late)).announcedVersions.map(
      ({ seq }) => seq,
    ),
  ).toEqual([3, 4]);
});
