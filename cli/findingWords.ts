import { styleText } from 'node:util';
import { harmless } from './output.ts';

/** A line of `status` or `doctor` with its sign, and the command that helps below it, whole, as it is copied. */
export interface SignedLine {
  readonly sign: '✓' | '✗' | '·';
  readonly what: string;
  readonly says: string;
  readonly help?: string | undefined;
}

const colours = { '✓': 'green', '✗': 'red', '·': 'gray' } as const;

export function signedLines(lines: readonly SignedLine[]): string {
  const width = Math.max(...lines.map(({ what }) => what.length));
  return lines
    .flatMap(({ sign, what, says, help }) => [
      `${styleText(colours[sign], sign, { stream: process.stdout })} ${what.padEnd(width)}  ${harmless(says)}`,
      ...(help === undefined ? [] : [`    ${harmless(help)}`]),
    ])
    .join('\n');
}
