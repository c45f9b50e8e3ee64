import { facts, tableOf } from '../../../cli/output.ts';

const hostile = 'a\u001B]0;title\u0007\u001B[2Jb\u009B31m\rc\u202Ed';

test('what a partner wrote steers no terminal, be it a fact or a cell', () => {
  const shown = 'a·]0;title··[2Jb·31m·c·d';
  expect(facts({ description: hostile })).toBe(`description  ${shown}`);
  expect(tableOf([hostile], { title: (text) => text })).toContain(shown);
});

test('scripts keep what they are written with', () => {
  expect(facts({ title: 'می\u200Cخواهم \u{1F468}\u200D\u{1F469} \u200Fא' })).toBe(
    'title  می\u200Cخواهم \u{1F468}\u200D\u{1F469} \u200Fא',
  );
});
