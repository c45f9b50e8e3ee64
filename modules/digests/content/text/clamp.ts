import { columnsOf, headOf, unitsPerColumn } from './columns.ts';

/**
 * A text that is no wider than so many columns: cut after a word, where there is one in its last third, else between
 * letters, and marked with "…".
 */
export function clamp(text: string, columns: number): string {
  if (text.length <= columns * unitsPerColumn && columnsOf(text) <= columns) return text;
  const head = headOf(text, columns - 1);
  const space = head.lastIndexOf(' ');
  const whole = text[head.length] === ' ' || space < head.length * 0.66 ? head : head.slice(0, space);
  return `${whole.replace(/(?<![\s,;:.(–—-])[\s,;:.(–—-]+$/u, '')}…`;
}
