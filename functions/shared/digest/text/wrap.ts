import { columnsOf, lettersOf } from './columns.ts';

/** A text as lines no wider than so many columns, broken between words, and inside of one only where it has no spaces. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    for (const piece of columnsOf(word) > columns ? lettersOf(word) : [word]) {
      const glue = line === '' || (piece !== word && !line.endsWith(' ')) ? '' : ' ';
      const longer = `${line}${glue}${piece}`;
      if (line !== '' && columnsOf(longer) > columns) {
        lines.push(line);
        line = piece;
      } else line = longer;
    }
  }
  return line === '' ? lines : [...lines, line];
}
