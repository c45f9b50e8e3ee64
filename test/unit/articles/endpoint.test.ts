import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { matches } from '../../../modules/articles/filter.ts';
import type { Filter } from '../../../modules/articles/filter.ts';
import { announcementOf, viewFor } from '../../../modules/articles/view.ts';
import { anAnnouncedVersion, anEndpoint } from '../../helpers/records.ts';

const { event } = anAnnouncedVersion(1); // source eurasia, topic transport, language en

test.each<[Filter, boolean]>([
  [{}, true],
  [{ sources: ['eurasia'] }, true],
  [{ sources: ['other', 'eurasia'] }, true],
  [{ sources: ['other'] }, false],
  [{ topics: ['transport'] }, true],
  [{ topics: ['trans'] }, false],
  [{ languages: ['en'] }, true],
  [{ languages: ['EN'] }, true],
  [{ languages: ['en-GB'] }, false],
  [{ sources: ['eurasia'], topics: ['sport'] }, false],
])('%j → %p', (filter, expected) => {
  expect(viewFor(anEndpoint({ filter }), announcementOf(event)) !== undefined).toBe(expected);
});

test('a language range takes what is more special, and no other language', () => {
  const speaks = (language: string | undefined, range: string) =>
    matches({ languages: [range] }, { source: { id: 'a' }, topics: [], language });
  expect([
    speaks('en-GB', 'en'),
    speaks('eng', 'en'),
    speaks(undefined, 'en'),
    speaks('zh-Hant-TW', 'zh-hant'),
  ]).toEqual([true, false, false, true]);
});

test('an event that was not asked for is not wanted', () => {
  expect(viewFor(anEndpoint({ events: ['article.withdrawn'] }), announcementOf(event))).toBeUndefined();
});

const word = fc.constantFrom('a', 'b', 'c', 'd');
const filter = fc.record(
  {
    sources: fc.array(word, { minLength: 1 }),
    topics: fc.array(word, { minLength: 1 }),
    languages: fc.array(word, { minLength: 1 }),
  },
  { requiredKeys: [] },
);
const article = fc.record({
  source: fc.record({ id: word }),
  topics: fc.array(fc.record({ slug: word })),
  language: fc.option(word, { nil: undefined }),
});

test('each part of a filter only narrows, and each value in a part only widens', () => {
  fc.assert(
    fc.property(filter, article, word, (wanted, about, more) => {
      if (matches(wanted, about)) {
        expect(matches({ ...wanted, sources: undefined }, about)).toBe(true);
        for (const key of ['sources', 'topics', 'languages'] as const)
          if (wanted[key]) expect(matches({ ...wanted, [key]: [...wanted[key], more] }, about)).toBe(true);
      }
    }),
  );
});
