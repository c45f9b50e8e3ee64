import { directionOfStory, directionOfText } from '../../../platform/text/direction.ts';

test.each([
  ['ar', 'BBC: خبر', 'rtl'],
  ['he-il', 'NATO: פגישה', 'rtl'],
  ['fa', '', 'rtl'],
  ['az-arab', 'IRNA: باکی', 'rtl'],
  ['ckb', 'BBC هەواڵ', 'rtl'],
  ['ff-adlm', '𞤀𞤣𞤤𞤢𞤥', 'rtl'],
  ['yi', 'x נ', 'rtl'],
  ['iw', 'x נ', 'rtl'],
  ['en', 'العربية says', 'ltr'],
  ['az', 'Bakı', 'ltr'],
  ['az-cyrl', 'Бакы', 'ltr'],
  ['ar-latn', 'marhaban', 'ltr'],
  ['zh', '新闻', 'ltr'],
  ['en-us', 'خبر', 'rtl'],
  ['en-us', 'مقابلة مع BBC في باكو', 'rtl'],
  ['ar', 'Breaking news', 'ltr'],
  [undefined, 'خبر BBC', 'rtl'],
  [undefined, 'BBC: مقابلة مع الوزير', 'rtl'],
  ['und', 'BBC: مقابلة', 'rtl'],
  ['und-arab', 'BBC و', 'rtl'],
  [undefined, 'Al Jazeera (الجزيرة)', 'ltr'],
  ['', '24 خبر', 'rtl'],
  ['no such tag!', 'خبر', 'rtl'],
  ['x-private', 'news', 'ltr'],
] as const)('a story in %s that begins %j runs %s', (language, text, expected) => {
  expect(directionOfStory(language, text, 'ltr')).toBe(expected);
});

test('what has no letters runs as what is around it', () => {
  for (const around of ['ltr', 'rtl'] as const)
    expect([directionOfText('24 — 7', around), directionOfStory(undefined, '🙂', around)]).toEqual([around, around]);
});
