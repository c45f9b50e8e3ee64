import { describe, expect, test } from '@jest/globals';
import type { LogEntry } from '../../../modules/articles/articleLog.ts';
import { aheadOf, toldOf, withoutToldAhead } from '../../../modules/digests/content/told.ts';
import { choiceKey, matchesChoice } from '../../../modules/subscribers/preferences.ts';
import type { Choice } from '../../../modules/subscribers/preferences.ts';
import type { EpochSeconds } from '../../../platform/values/time.ts';

const everything: Choice = { topics: [], sources: [] };
const types = { published: 'article.published', updated: 'article.updated', withdrawn: 'article.withdrawn' } as const;
let seq = 0;
const entry = (articleId: string, type: keyof typeof types, more: Partial<LogEntry> = {}): LogEntry => ({
  seq: (seq += 1),
  articleId,
  version: 1,
  type: types[type],
  source: { id: 'emn' },
  topics: [{ slug: 'economy' }],
  loggedAt: 0 as EpochSeconds,
  ...more,
});

describe('a window of the log', () => {
  test('tells what came out in it, the newest announcement last', () => {
    expect(toldOf([entry('a', 'published'), entry('b', 'published'), entry('a', 'updated')], everything)).toEqual({
      out: [
        { id: 'b', corrected: false },
        { id: 'a', corrected: false },
      ],
      withdrawn: 0,
    });
  });

  test('marks as corrected what was out before it', () => {
    expect(toldOf([entry('a', 'updated')], everything).out).toEqual([{ id: 'a', corrected: true }]);
  });

  test('never tells what was taken back, and counts it where readers may have had it', () => {
    expect(toldOf([entry('a', 'published'), entry('a', 'withdrawn')], everything)).toEqual({ out: [], withdrawn: 0 });
    expect(toldOf([entry('a', 'updated'), entry('a', 'withdrawn')], everything)).toEqual({ out: [], withdrawn: 1 });
  });

  test('tells what came back', () => {
    expect(toldOf([entry('a', 'withdrawn'), entry('a', 'published')], everything).out).toEqual([
      { id: 'a', corrected: false },
    ]);
  });
});

describe('a choice', () => {
  const article = { source: { id: 'emn' }, topics: [{ slug: 'economy' }, { slug: 'energy' }], language: 'en-GB' };

  test.each([
    ['everything', everything, true],
    ['a topic of it', { topics: ['energy'], sources: [] }, true],
    ['its source', { topics: [], sources: ['emn'] }, true],
    ['another topic, but its source', { topics: ['sport'], sources: ['emn'] }, true],
    ['another topic', { topics: ['sport'], sources: [] }, false],
    ['another source', { topics: [], sources: ['tct'] }, false],
    ['its language', { ...everything, language: 'en' }, true],
    ['another language', { ...everything, language: 'ru' }, false],
    ['its topic in another language', { topics: ['energy'], sources: [], language: 'ru' }, false],
  ] as const)('of %s', (_, choice, matched) => {
    expect(matchesChoice(choice as Choice, article)).toBe(matched);
  });

  test('does not pass over what names no language', () => {
    expect(matchesChoice({ ...everything, language: 'ru' }, { ...article, language: undefined })).toBe(true);
  });

  test('is the same in any order', () => {
    expect(choiceKey({ topics: ['a', 'b'], sources: [] })).toBe(choiceKey({ topics: ['b', 'a'], sources: [] }));
    expect(choiceKey({ topics: ['a'], sources: [] })).not.toBe(choiceKey({ topics: [], sources: ['a'] }));
    expect(choiceKey({ topics: ['a'], sources: [], language: 'en' })).not.toBe(
      choiceKey({ topics: ['a'], sources: [] }),
    );
  });
});

describe('a correction that is written while a digest is made', () => {
  const shown = [
    { articleId: 'a', version: 2 },
    { articleId: 'b', version: 1 },
  ];
  const window = [entry('a', 'published'), entry('b', 'published')];
  const later = [entry('a', 'updated', { version: 2 })];

  test('is told ahead of its window, and not again when that comes', () => {
    const ahead = aheadOf(window, shown, []);
    expect(ahead).toEqual([{ articleId: 'a', version: 2 }]);
    expect(withoutToldAhead(later, ahead!)).toEqual([]);
    expect(aheadOf(later, [], ahead!)).toBeUndefined();
  });

  test('is waited for until its announcement comes', () => {
    expect(aheadOf([], [], [{ articleId: 'a', version: 2 }])).toEqual([{ articleId: 'a', version: 2 }]);
  });

  test('is told once more where it is corrected again, and counted where it is taken back', () => {
    const ahead = [{ articleId: 'a', version: 2 }];
    expect(toldOf(withoutToldAhead([...later, entry('a', 'updated', { version: 3 })], ahead), everything).out).toEqual([
      { id: 'a', corrected: true },
    ]);
    expect(toldOf(withoutToldAhead([...later, entry('a', 'withdrawn', { version: 3 })], ahead), everything)).toEqual({
      out: [],
      withdrawn: 1,
    });
  });
});
