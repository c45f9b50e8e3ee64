import { headOf } from './columns.ts';

/**
 * A text that is no wider than so many columns: cut after a word, where there is one in its last third, else between
 * letters, and marked with "…".
 */
export function clamp(text: string, columns: number): string {
  const head = headOf(text, columns);
  if (head.length === text.length) return text;
  const cut = headOf(text, columns - 1);
  const space = cut.lastIndexOf(' ');
  const whole = text[cut.length] === ' ' ? cut : space > cut.length * 0.66 ? cut.slice(0, space) : cut;
  return `${whole.replace(/[\s,;:.(–—-]+$/u, '')}…`;
}
