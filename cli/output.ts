import Table from 'cli-table3';

export interface Output {
  /** One object for programs, or what `people` makes of it. */
  show<T>(value: T, people: (value: T) => string): void;
  /** A list: a JSON array for programs, a table for people. */
  table<T>(rows: readonly T[], columns: Record<string, (row: T) => string>, empty: string): void;
}

export function outputTo(write: (text: string) => void, json: boolean): Output {
  return {
    show: (value, people) => {
      write(json ? JSON.stringify(value, null, 2) : people(value));
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

/** Rows under a head, without lines. */
export function tableOf<T>(rows: readonly T[], columns: Record<string, (row: T) => string>): string {
  const table = new Table({
    head: Object.keys(columns),
    chars: { ...bare, middle: '  ' },
    style: { 'padding-left': 0, 'padding-right': 0, head: process.stdout.isTTY ? ['bold'] : [], border: [] },
  });
  table.push(...rows.map((row) => Object.values(columns).map((cell) => harmless(cell(row)))));
  return table.toString().replace(/ +$/gm, '');
}

/** Name and value, a line each; what is undefined is left out. */
export function facts(entries: Record<string, string | number | undefined>): string {
  const shown = Object.entries(entries).filter(([, value]) => value !== undefined && value !== '');
  const width = Math.max(...shown.map(([name]) => name.length));
  return shown.map(([name, value]) => `${name.padEnd(width)}  ${harmless(String(value))}`).join('\n');
}
