import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { RuleMatcher, ruleKinds, valueOf } from '../../../modules/editors/rule.ts';
import type { Candidate, RuleKind } from '../../../modules/editors/rule.ts';
import { instant } from '../../../platform/values/time.ts';
import { nastyTexts } from '../../hostile/tricks/strings.ts';

const story = (but: Partial<Candidate> = {}): Candidate => ({
  sourceId: 'wire',
  title: 'A casino opens',
  summary: '',
  content: '',
  authors: [],
  topics: [],
  ...but,
});
const matches = (kind: RuleKind, given: string, candidate: Candidate): boolean => {
  const value = valueOf(kind, given);
  if (value === undefined) throw new Error(`${given} is no rule`);
  return new RuleMatcher(candidate).firstOf([{ kind, value, note: '', addedAt: instant(new Date(0)) }]) !== undefined;
};

describe('a rule of words', () => {
  test.each([
    ['casino', 'The CASINO of the city'],
    ['casino', 'A "casino", they say'],
    ['cafe', 'Le café ouvre'],
    ['café', 'Le cafe ouvre'],
    ['Bakı', 'BAKI'],
    ['йод', 'Йод в воде'],
    ['bomb threat', 'A bomb\n threat was made'],
    ['bomb threat', 'A bomb-threat was made'],
    ['ca\u00ADsino', 'casino'],
    ['casino', 'ca\u200Bsi\u00ADno'],
    ['台湾', '关于台湾的新闻'],
  ])('%s finds %s', (given, title) => {
    expect(matches('word', given, story({ title }))).toBe(true);
  });

  test.each([
    ['casino', 'Casinos and all that'],
    ['art', 'A heart, a party'],
    ['bomb threat', 'A bomb, and a small threat'],
    ['threat', 'A bomb'],
  ])('%s does not find %s', (given, title) => {
    expect(matches('word', given, story({ title }))).toBe(false);
  });

  test('is sought in title, summary and text, through its markup, and not over the end of one', () => {
    expect(matches('word', 'casino', story({ title: 'A', summary: 'Of a casino' }))).toBe(true);
    expect(matches('word', 'old casino', story({ title: 'A', content: '<p>The <b>old</b> casino</p>' }))).toBe(true);
    expect(matches('word', 'casino', story({ title: 'A', content: '<p>ca<b>si</b>no</p>' }))).toBe(true);
    expect(matches('word', 'one two', story({ title: 'The one', summary: 'two of them' }))).toBe(false);
    expect(matches('word', 'casino', story({ title: 'A', content: '<a href="https://casino.example">x</a>' }))).toBe(
      false,
    );
  });

  test('any text that has the words of a phrase side by side is found', () => {
    const word = fc.stringMatching(/^[a-zа-я]{1,8}$/);
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 5 }),
        fc.array(word, { minLength: 1, maxLength: 3 }),
        (before, phrase) => {
          const title = [...before, ...phrase].join(' ').toUpperCase();
          expect(matches('word', phrase.join(' '), story({ title }))).toBe(true);
        },
      ),
    );
  });
});

test('a source, a topic and an author are compared whole', () => {
  expect(matches('source', 'wire', story())).toBe(true);
  expect(matches('source', 'wir', story())).toBe(false);
  const topics = [{ slug: 'local-news', name: 'Local news' }];
  expect(matches('topic', 'Local News', story({ topics }))).toBe(true);
  expect(matches('topic', 'Local', story({ topics }))).toBe(false);
  expect(matches('author', 'leyla aliyeva', story({ authors: ['By Leyla Əliyeva'] }))).toBe(false);
  expect(matches('author', 'leyla eliyeva', story({ authors: ['By Leyla Əliyeva'] }))).toBe(true);
  expect(matches('author', 'Leyla', story({ authors: ['A. B.', 'Leylan'] }))).toBe(false);
});

test.each([
  ['casino.example', 'https://casino.example/', true],
  ['https://WWW.casino.example/', 'http://casino.example/a/b?c', true],
  ['casino.example', 'https://news.casino.example/a', true],
  ['casino.example', 'https://mycasino.example/a', false],
  ['news.example/sponsored', 'https://news.example/sponsored/1', true],
  ['news.example/sponsored', 'https://news.example/sponsored-1', false],
  ['news.example/sponsored', 'https://news.example/', false],
])('the address %s stands for %s: %s', (given, url, expected) => {
  expect(matches('address', given, story({ url }))).toBe(expected);
  expect(matches('address', given, story())).toBe(false);
});

test.each([
  ['word', ' \u200B—… '],
  ['word', 'x'.repeat(101).replace(/(.{20})/g, '$1 ')],
  ['topic', '!!'],
  ['author', ''],
  ['address', 'casino'],
  ['address', 'not an address'],
  ['source', ' '],
] as const)('a rule of %s is not made of %j', (kind, given) => {
  expect(valueOf(kind, given)).toBeUndefined();
});

test('whatever publishers and editors write, a story is judged', () => {
  const anything = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...nastyTexts));
  const kinds = fc.constantFrom<RuleKind>(...ruleKinds);
  fc.assert(
    fc.property(kinds, anything, anything, anything, (kind, given, title, other) => {
      const value = valueOf(kind, given);
      if (value === undefined) return;
      expect(valueOf(kind, value)).toBe(value); // what is stored says the same again
      const rule = { kind, value, note: '', addedAt: instant(new Date(0)) };
      new RuleMatcher(story({ title, summary: other, content: other, authors: [other] })).firstOf([rule]);
    }),
  );
});

test('rules are read once for all lists, and the first that matches is named', () => {
  const rule = (value: string) => ({ kind: 'word' as const, value, note: '', addedAt: instant(new Date(0)) });
  expect(new RuleMatcher(story()).firstOf([rule('zoo'), rule('opens'), rule('casino')])?.value).toBe('opens');
  expect(new RuleMatcher(story()).firstOf([])).toBeUndefined();
});
