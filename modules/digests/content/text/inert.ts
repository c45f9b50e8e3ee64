import { clamp } from './clamp.ts';

const controls = /[\s\0-\x1F\x7F-\x9F\u2028\u2029]+/g;
/**
 * Characters that change the order of all that follows (the Trojan Source attack), invisible ones, and noncharacters
 * that link marks are made of.
 */
const hidden = /[\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFDD0-\uFDEF\uFFFE\uFFFF]/g;

/**
 * Somebody's words as one harmless line: no control characters, no new lines, nothing that turns text around or stands
 * for a reader's link.
 */
export const inertLine = (text: string): string =>
  text.toWellFormed().replace(hidden, '').replace(controls, ' ').trim();

/** The same, no wider than so many columns, of a text of any length. */
export const shortLine = (text: string, columns: number): string =>
  clamp(inertLine(text.slice(0, columns * 8)), columns);
