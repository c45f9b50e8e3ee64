import stringWidth from 'string-width';
import { facts, outputTo, tableOf } from '../../../cli/output.ts';

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

describe('a table', () => {
  const rows = [
    { id: 'f3c1a2b4f3c1a2b4f3c1a2b4f3c1a2b4', title: 'Ministers of five countries meet in Busan on 9 October', n: '1' },
    { id: '0000a2b4f3c1a2b4f3c1a2b4f3c1a2b4', title: '東京とソウルが貿易の日程を決めた、と両国が述べた', n: '22' },
  ];
  const columns = {
    id: ({ id }: (typeof rows)[number]) => id,
    title: ({ title }: (typeof rows)[number]) => title,
    n: ({ n }: (typeof rows)[number]) => n,
  };

  test('fits the terminal: words are cut, ids stay whole', () => {
    const lines = tableOf(rows, columns, 60).split('\n');
    for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(60);
    expect(lines[1]).toMatch(/^f3c1a2b4f3c1a2b4f3c1a2b4f3c1a2b4 {2}Ministers of .*… +1$/);
    expect(lines).toHaveLength(3);
  });

  test('is whole in a pipe', () => {
    const [, first = '', second = ''] = tableOf(rows, columns, undefined).split('\n');
    expect(first).toContain('Ministers of five countries meet in Busan on 9 October');
    expect(second).toContain(rows[1]?.title);
  });

  test('becomes a block for each row where no table fits', () => {
    expect(tableOf(rows, columns, 40).split('\n\n')).toEqual([
      'id     f3c1a2b4f3c1a2b4f3c1a2b4f3c1a2b4\ntitle  Ministers of five countries meet in Busan on 9 October\nn      1',
      expect.stringContaining('id     0000a2b4'),
    ]);
  });
});

test('a change says where it was made, to people and to programs', () => {
  const written: string[] = [];
  const where = { name: 'stage prod (eu-central-1)' };
  for (const json of [false, true])
    outputTo((text) => written.push(text), json).change(where, { id: 'x' }, ({ id }) => `${id} is paused.`);
  expect(written[0]).toBe('x is paused.\nOn stage prod (eu-central-1).');
  expect(JSON.parse(written[1] ?? '')).toEqual({ id: 'x', on: 'stage prod (eu-central-1)' });
});
