import type { Reader } from './reader.ts';
import type { Act, Said, Statement } from './facts.ts';
import type { Story } from './history.ts';
import { exact, judgeReader } from './verdict.ts';
import type { Heard } from './verdict.ts';

export const hour = 3_600_000;
export const day = 24 * hour;
/** A statement about economy, in English. */
export const said = (title: string, but: Partial<Said> = {}): Said => ({
  title,
  topics: ['economy'],
  language: 'en',
  embargo: undefined,
  expiresMs: undefined,
  publishedMs: undefined,
  ...but,
});
/** A story whose source was polled before it began. */
export const story = (
  statements: readonly (readonly [atMs: number, says: Statement['says']])[],
  acts: readonly Act[] = [],
): Story => ({
  source: 'emn',
  guid: 'g',
  statements: statements.map(([atMs, says]) => ({ atMs, says })),
  acts,
  firstPoll: { fromMs: -2, toMs: -1 },
});
/** A story that leaves its topic. */
export const corrected = story([
  [0, said('A')],
  [hour, said('B', { topics: ['politics'] })],
]);
/** The same, taken back then. */
export const killed = story([
  [0, said('A')],
  [hour, said('B', { topics: ['politics'] })],
  [2 * hour, 'tombstone'],
]);

export const told = (type: Heard['type'], title: string | undefined, version: number, atMs: number): Heard => ({
  type,
  title,
  version,
  atMs,
});
/** The words of what the model finds amiss. */
export const wrongOf = (of: Story, reader: Reader, heard: readonly Heard[], tolerance = exact, endMs = 10 * hour) =>
  judgeReader(of, reader, heard, endMs, tolerance).map(({ words }) => words.replace('r, g: ', ''));
