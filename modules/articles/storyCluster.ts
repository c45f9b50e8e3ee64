import type { Article } from './article.ts';
import { fingerprintOf, likeness } from './sameStory.ts';
import type { Fingerprint } from './sameStory.ts';

/**
 * Puts together what tells one story: what has the same page, or nearly the same text as its leader, which is the first
 * published. Nothing is compared with anything but leaders, so that no chain of small differences joins two stories.
 * An index from shingle to leaders makes that one pass over the words.
 */
export function clustersOf<Telling extends { readonly article: Article }>(candidates: readonly Telling[]): Telling[][] {
  const clusters: Telling[][] = [];
  const pages = new Map<string, number>();
  const leaders = new Leaders();
  for (const candidate of candidates.toSorted(firstPublished)) {
    const print = fingerprintOf(candidate.article);
    const known = (print.page === undefined ? undefined : pages.get(print.page)) ?? leaders.nearest(print);
    const place = known ?? clusters.push([]) - 1;
    clusters[place]!.push(candidate);
    if (print.page !== undefined) pages.set(print.page, place);
    if (known === undefined) leaders.add(print, place);
  }
  return clusters;
}

class Leaders {
  private readonly prints: { readonly print: Fingerprint; readonly place: number }[] = [];
  private readonly having = new Map<number, number[]>();

  add(print: Fingerprint, place: number): void {
    const leader = this.prints.push({ print, place }) - 1;
    for (const shingle of print.shingles) {
      const others = this.having.get(shingle);
      if (others) others.push(leader);
      else this.having.set(shingle, [leader]);
    }
  }

  /** The place of what is most like it, and like it enough. */
  nearest(print: Fingerprint): number | undefined {
    const common = new Uint16Array(this.prints.length);
    for (const shingle of print.shingles) for (const leader of this.having.get(shingle) ?? []) common[leader]! += 1;
    const alike = this.prints.flatMap((leader, index) => {
      const share = likeness(print, leader.print, common[index]!);
      return share === undefined ? [] : [{ place: leader.place, share }];
    });
    return alike.toSorted((one, other) => other.share - one.share)[0]?.place;
  }
}

const firstPublished = ({ article: one }: { article: Article }, { article: other }: { article: Article }): number =>
  compare(one.listedAt, other.listedAt) || compare(one.id, other.id);
const compare = (one: string, other: string): number => Number(one > other) - Number(one < other);
