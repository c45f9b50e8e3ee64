import fc from 'fast-check';
import { histories } from '../random/history.ts';
import { Theatre } from '../random/theatre.ts';

/** What looking for a defect came to. */
export interface Sought {
  /** The first seed whose life broke the promise; undefined where none did. */
  readonly found: number | undefined;
  readonly words: string | undefined;
  readonly nothings: number;
}

/** Told after each life. */
export interface Played {
  readonly played: number;
}

/** Plays one seed after the other, in the tree that this file stands in, until one breaks the promise. */
async function seek(from: number, most: number): Promise<Sought> {
  const theatre = new Theatre();
  let nothings = 0;
  for (let seed = from; seed <= most; seed++) {
    const [history] = fc.sample(histories, { seed, numRuns: 1 });
    const {
      breaches: [breach],
      nothing,
    } = await theatre.perform(history!);
    if (nothing !== undefined) nothings += 1;
    process.send?.({ played: seed } satisfies Played);
    if (breach) return { found: seed, words: breach.words, nothings };
  }
  return { found: undefined, words: undefined, nothings };
}

process.once('message', ({ from, most }: { from: number; most: number }) => {
  void seek(from, most).then((sought) => {
    process.send?.(sought, () => process.exit());
  });
});
process.once('disconnect', () => process.exit());
