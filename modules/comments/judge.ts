import type { CommentFault } from '../locales/comments/messages.ts';
import { foldedOf } from './plainText.ts';

/** What a reader typed, cleaned. */
export interface Typed {
  readonly name: string;
  readonly text: string;
}

export const mostCharacters = { name: 60, text: 2_000 } as const;
const mostLinks = 2;
const link = /https?:\/\/|\bwww\./gi;

/** A shorter text may be written by many: "Thank you!" is no sign of a machine. */
const leastPrinted = 25;

const lengthOf = (text: string): number => [...text].length;

/** What is wrong with a comment by itself, whoever sends it. */
export function faultsIn({ name, text }: Typed): CommentFault[] {
  const found: readonly (readonly [CommentFault, boolean])[] = [
    ['noName', name === ''],
    ['longName', lengthOf(name) > mostCharacters.name],
    ['linkInName', new RegExp(link).test(name)],
    ['noText', text === ''],
    ['longText', lengthOf(text) > mostCharacters.text],
    ['tooManyLinks', (text.match(link) ?? []).length > mostLinks],
  ];
  return found.filter(([, is]) => is).map(([fault]) => fault);
}

/** The text by which a comment is known again under another article; undefined where it is too short for that. */
export function textToKnow({ text }: Typed): string | undefined {
  const folded = foldedOf(text);
  return lengthOf(folded) < leastPrinted ? undefined : folded;
}

/**
 * Whether a comment holds banned words, whole and in their order: a word, a phrase, or the domain of a link with all
 * below it.
 * @param bans folded
 */
export function isBanned({ name, text }: Typed, bans: readonly string[]): boolean {
  const said = ` ${foldedOf(`${name}\n${text}`)} `;
  return bans.some((words) => said.includes(` ${words} `));
}
