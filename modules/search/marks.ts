import { createHash } from 'node:crypto';
import type { Reading } from './findable.ts';

/** Of 16 million: a row that seems to have another stem's mark is none of the articles that are shown (`finds`). */
const markBytes = 3;

const markOf = (stem: string): Buffer => createHash('sha256').update(stem).digest().subarray(0, markBytes);

/** Stems as each row of an article has them, so that a search for several words reads the rows of one. */
export const marksOf = (stems: readonly string[]): Uint8Array => Buffer.concat(stems.map(markOf));

/** Tells the rows of what a question finds from the others, by their marks. */
export function finder(readings: readonly Reading[]): (row: { language: string; marks: Uint8Array }) => boolean {
  const wanted = readings.map(({ languages, stems }) => ({
    languages: new Set<string>(languages),
    marks: stems.map((stem) => markOf(stem).readUIntBE(0, markBytes)),
  }));
  return ({ language, marks }) => {
    const bytes = Buffer.from(marks.buffer, marks.byteOffset, marks.length);
    const has = new Set(
      Array.from({ length: bytes.length / markBytes }, (_, index) => bytes.readUIntBE(index * markBytes, markBytes)),
    );
    return wanted.some((one) => one.languages.has(language) && one.marks.every((mark) => has.has(mark)));
  };
}
