import { plainGuid, traitsOf } from '../../../modules/feed-reading/story/traits.ts';

test.each([
  ['https://a.example/1', 'http://a.example/1'],
  ['https://www.a.example/1', 'https://mail.a.example/1'],
  ['https://blog.a.example/?p=12', 'https://a.example/?p=12'],
  ['https://a.example/Story/One', 'https://a.example/story/one'],
  ['https://a.example/1/', 'https://a.example/1'],
  ['https://a.example/1?utm_source=rss', 'https://a.example/1'],
  ['https://a.example/1#0', 'https://a.example/1#12'],
])('the guid is the same: %s and %s', (one, other) => {
  expect(plainGuid(one)).toBe(plainGuid(other));
});

test.each([
  ['https://a.example/?p=12', 'https://a.example/?p=13'],
  ['https://a.example/live#first', 'https://a.example/live#second'],
  ['https://a.example', 'https://b.example'],
  ['https://a.example/', 'https://b.example/'],
  ['tag:a.example,2026:1', 'tag:a.example,2026:2'],
  ['ABC', 'abc'],
  ['12', '13'],
])('the guid is another: %s and %s', (one, other) => {
  expect(plainGuid(one)).not.toBe(plainGuid(other));
});

test('an address keeps its host and its fragment, and a title its letters and digits', () => {
  const of = (title: string, address?: string) => traitsOf({ guid: '', title, summary: '' }, address);
  expect(of('', 'http://www.a.example/x/').url).toBe(of('', 'https://a.example/x').url);
  expect(of('', 'https://a.example/x#1').url).not.toBe(of('', 'https://a.example/x#2').url);
  expect(of('', 'https://a.example/x').url).not.toBe(of('', 'https://b.example/x').url);
  expect(of('Rates rise – again').title).toBe(of('RATES RISE, again!').title);
  expect(of('Ставки растут').title).not.toBe(of('Ставки падают').title);
  expect(of('').title).toBe('');
});
