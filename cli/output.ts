import Table from 'cli-table3';
import { styleText } from 'node:util';
import stringWidth from 'string-width';
import type { Deployment } from '../modules/operations/deployment.ts';

export interface Output {
  /** One object for programs, or what `people` makes of it. */
  show<T>(value: T, people: (value: T) => string): void;
  /** As `show`, of a change: it says where it was made, as a terminal that forgot its stage looks like any other. */
  change<T extends object>(where: Pick<Deployment, 'name'>, value: T, people: (value: T) => string): void;
  /** A list: a JSON array for programs, a table for people. */
  table<T>(rows: readonly T[], columns: Columns<T>, empty: string): void;
}

/** What stands in each column of a row, by the column's head. */
export type Columns<T> = Readonly<Record<string, (row: T) => string>>;

export function outputTo(write: (text: string) => void, json: boolean): Output {
  return {
    show: (value, people) => {
      write(json ? JSON.stringify(value, null, 2) : people(value));
    },
    change: ({ name }, value, people) => {
      write(json ? JSON.stringify({ ...value, on: name }, null, 2) : `${people(value)}\nOn ${name}.`);
    },
    table: (rows, columns, empty) => {
      if (json) write(JSON.stringify(rows, null, 2));
      else write(rows.length === 0 ? empty : tableOf(rows, columns));
    },
  };
}

/**
 * Text of publishers and partners cannot steer a terminal. Joiners and marks of direction, which scripts need, stay.
 */
export const harmless = (text: string): string => text.replace(/[^\P{C}\n\t\u200C-\u200F]/gu, '\u00b7');

const bare = Object.fromEntries(
  [
    'top',
    'top-mid',
    'top-left',
    'top-right',
    'bottom',
    'bottom-mid',
    'bottom-left',
    'bottom-right',
    'left',
    'left-mid',
    'mid',
    'mid-mid',
    'right',
    'right-mid',
  ].map((edge) => [edge, '']),
);
const gap = '  ';
/** A column that says less than this says nothing; a word no longer than the second is an id, which is copied whole. */
const [leastWidth, idWidth] = [12, 40];

const bold = (text: string): string => styleText('bold', text, { stream: process.stdout });

/**
 * Rows under a head, without lines. In a terminal the widest columns are cut until a row fits a line, and where that
 * does not suffice each row is a block of its own, as psql's `\x auto` does; in a pipe all is whole.
 * @param width columns of the terminal; undefined in a pipe
 */
export function tableOf<T>(
  rows: readonly T[],
  columns: Columns<T>,
  width: number | undefined = process.stdout.columns,
): string {
  const heads = Object.keys(columns);
  const cells = rows.map((row) => Object.values(columns).map((cell) => harmless(cell(row))));
  const colWidths = widthsIn(width, heads, cells);
  if (colWidths === 'none')
    return cells.map((row) => facts(Object.fromEntries(heads.map((head, at) => [head, row[at]])))).join('\n\n');
  const table = new Table({
    head: heads.map(bold),
    chars: { ...bare, middle: gap },
    ...(colWidths.length > 0 && { colWidths }),
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
  });
  table.push(...cells);
  return table.toString().replace(/ +$/gm, '');
}

/** How wide each column of a terminal may be, the widest cut first; `none` where no table fits. */
function widthsIn(width: number | undefined, heads: readonly string[], cells: readonly string[][]): number[] | 'none' {
  if (width === undefined) return [];
  const column = (at: number) => [heads[at] ?? '', ...cells.map((row) => row[at] ?? '')];
  const widths = heads.map((_, at) => Math.max(...column(at).map((text) => stringWidth(text))));
  const least = heads.map((head, at) =>
    column(at).some((text) => text.includes(' ') || text.length > idWidth)
      ? Math.max(leastWidth, head.length)
      : (widths[at] ?? 0),
  );
  const whole = (of: readonly number[]) => of.reduce((sum, one) => sum + one, gap.length * (heads.length - 1));
  if (whole(least.map((one, at) => Math.min(one, widths[at] ?? 0))) > width) return 'none';
  while (whole(widths) > width) {
    const spare = widths.map((one, at) => (one > (least[at] ?? 0) ? one : 0));
    const widest = spare.indexOf(Math.max(...spare));
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

/** Name and value, a line each; what is undefined is left out. */
export function facts(entries: Record<string, string | number | undefined>): string {
  const shown = Object.entries(entries).filter(([, value]) => value !== undefined && value !== '');
  const width = Math.max(...shown.map(([name]) => name.length));
  return shown.map(([name, value]) => `${name.padEnd(width)}  ${harmless(String(value))}`).join('\n');
}
