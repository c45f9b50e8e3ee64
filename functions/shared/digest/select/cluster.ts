import { fingerprintOf } from './fingerprint.ts';
import type { Fingerprint } from './fingerprint.ts';
import type { Candidate } from '../issue.ts';

/** How much of the shorter text must stand in the longer one. */
const threshold = 0.6;
/** Fewer words in common than this are a phrase, not a story. */
const leastShared = 12;

/** What tells one story: its leader, to which all the others were compared, is the first published. */
export type Cluster = readonly Candidate[];

/**
 * Puts together the candidates that tell one story. Each is compared with the leaders alone, so that no chain of small
 * differences joins two stories; an index from shingle to leaders makes that one pass over the words.
 */
export function cluster(candidates: readonly Candidate[]): Cluster[] {
  const clusters: Candidate[][] = [];
  const leaders: Fingerprint[] = [];
  const byPage = new Map<string, number>();
  const byShingle = new Map<number, number[]>();
  for (const candidate of candidates.toSorted(firstPublished)) {
    const print = fingerprintOf(candidate.article);
    const found = (print.page === undefined ? undefined : byPage.get(print.page)) ?? nearest(print, leaders, byShingle);
    const own = found ?? clusters.push([]) - 1;
    clusters[own]!.push(candidate);
    if (print.page !== undefined && !byPage.has(print.page)) byPage.set(print.page, own);
    if (found !== undefined) continue;
    leaders.push(print);
    for (const shingle of print.shingles) {
      const told = byShingle.get(shingle);
      if (told) told.push(own);
      else byShingle.set(shingle, [own]);
    }
  }
  return clusters;
}

function nearest(print: Fingerprint, leaders: readonly Fingerprint[], byShingle: ReadonlyMap<number, readonly number[]>): number | undefined {
  const shared = new Map<number, number>();
  for (const shingle of print.shingles) for (const leader of byShingle.get(shingle) ?? []) shared.set(leader, (shared.get(leader) ?? 0) + 1);
  let best: { readonly leader: number; readonly likeness: number } | undefined;
  for (const [leader, common] of shared) {
    const other = leaders[leader]!;
    const likeness = common / Math.min(print.shingles.size, other.shingles.size);
    if (other.sourceId === print.sourceId || common < leastShared || likeness < threshold) continue;
    if (best === undefined || likeness > best.likeness) best = { leader, likeness };
  }
  return best?.leader;
}

const firstPublished = ({ article: one }: Candidate, { article: other }: Candidate): number => compare(one.listedAt, other.listedAt) || compare(one.id, other.id);
const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
