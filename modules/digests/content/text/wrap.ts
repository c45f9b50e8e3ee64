import { columnsOf, lettersOf } from './columns.ts';

/**
 * A text as lines no wider than so many columns, broken between words; inside of one only where a text has no spaces,
 * and never in an address.
 */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  let width = 0;
  for (const word of text.split(' ')) {
    const pieces = columnsOf(word) > columns && !word.includes('://') ? lettersOf(word) : [word];
    for (const [place, piece] of pieces.entries()) {
      const glue = line === '' || place > 0 ? '' : ' ';
      const wider = width + glue.length + columnsOf(piece);
      if (line !== '' && wider > columns) {
        lines.push(line);
        line = piece;
        width = columnsOf(piece);
      } else {
        line += glue + piece;
        width = wider;
      }
    }
  }
  return line === '' ? lines : [...lines, line];
}
