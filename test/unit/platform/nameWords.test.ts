import { isFoundBy, startsOf, wordsOf } from '../../../platform/values/topic.ts';

test.each([
  ['Economy of Türkiye', ['economy', 'of', 'turkiye']],
  ['İstanbul', ['istanbul']],
  ['Iğdır', ['igdir']],
  ['São Paulo', ['sao', 'paulo']],
  ['C++ & C#', ['c', 'c']],
  ['', []],
  ['!?', []],
  ['Ёлка', ['елка']],
])('the words of %j are %j', (name, words) => {
  expect(wordsOf(name)).toEqual(words);
});

test.each([
  ['Economy of Türkiye', 'turk', true],
  ['Economy of Türkiye', 'tur eco', true],
  ['Economy of Türkiye', 'ONOMY', false],
  ['Economy of Türkiye', 'economy energy', false],
  ['الاقتصاد العالمي', 'العالمي', true],
  ['国際経済', '経済', true],
  ['東京都', '京都', true],
  ['เศรษฐกิจ', 'กิจ', true],
  ['Culture', '', true],
])('%j is found by %j: %s', (name, text, expected) => {
  expect(isFoundBy(name, wordsOf(text))).toBe(expected);
});

test('a name has few rows, however long it is', () => {
  expect(startsOf('a b c d e f g h i j k l')).toHaveLength(8);
  expect(startsOf('経'.repeat(500)).length).toBeLessThanOrEqual(8);
});
