import type { DirectoryTable, Kind } from '../../../articles/directoryTable.ts';
import type { DirectoryEntry } from '../../../articles/listsTable.ts';
import type { Fields, KnownSlugs } from './fields.ts';

type Chosen = Pick<Fields, 'topics' | 'sources'>;

/** A box to tick, with how many of the latest articles stand in it. */
export interface Offered extends DirectoryEntry {
  readonly uses: number;
}

/** Everything that the form offers: slugs, with the names that people know them by. */
export interface Directory extends KnownSlugs {
  /** Those that are chosen, and those that were asked for by name or else are written about most. */
  readonly entries: readonly Offered[];
  /** Kinds of which there is more than can be shown: these are found by name. */
  readonly searched: ReadonlySet<Kind>;
  /** The name that was asked for; empty where none was. */
  readonly find: string;
  /** More was found than is shown. */
  readonly isCut: boolean;
}

export const listKinds = ['topic', 'source'] as const;
/** Boxes of a kind on the page, besides what is chosen. */
const mostShown = 60;
/** Chosen ones that are looked up: with one more than may be chosen there are too many. */
const mostChosen = 51;
const longestFind = 100;

/**
 * Reads what the form offers to somebody who has chosen this so far: six short reads at most, however long the
 * directory is.
 */
export async function readDirectory(table: DirectoryTable, chosen: Chosen, asked = ''): Promise<Directory> {
  const find = asked.trim().slice(0, longestFind);
  const lists = listKinds.flatMap((kind) => chosen[`${kind}s`].slice(0, mostChosen).map((slug) => ({ kind, slug })));
  const [uses, theirs, ...some] = await Promise.all([
    table.uses(),
    table.named(lists),
    ...listKinds.map((kind) => table.some(kind, mostShown)),
  ]);
  const searched = new Set(listKinds.filter((_, index) => some[index]?.complete === false));
  const others = await Promise.all(
    listKinds.map(async (kind, index) => {
      const listed = some[index]?.entries ?? [];
      if (!searched.has(kind)) return listed;
      if (find !== '') return table.find(kind, find, mostShown + 1);
      const most = [...uses[kind]]
        .toSorted(([, one], [, other]) => other - one)
        .slice(0, mostShown)
        .map(([slug]) => ({ kind, slug }));
      return [...(await table.named(most)), ...listed];
    }),
  );
  const shown = others
    .map((entries) => [...new Map(entries.map((entry) => [entry.slug, entry])).values()].slice(0, mostShown))
    .flat();
  const isCut =
    find !== '' && listKinds.some((kind, index) => searched.has(kind) && (others[index]?.length ?? 0) > mostShown);
  const entries = new Map(
    [...theirs, ...shown].map((entry) => [
      `${entry.kind}#${entry.slug}`,
      { ...entry, uses: uses[entry.kind].get(entry.slug) ?? 0 },
    ]),
  );
  const slugs = (kind: Kind) =>
    new Set([...entries.values()].filter((entry) => entry.kind === kind).map(({ slug }) => slug));
  return { entries: [...entries.values()], topics: slugs('topic'), sources: slugs('source'), searched, find, isCut };
}

/** The same, with what a reader has already: an operator may have chosen for them what has had no article yet. */
export function withChosen(directory: Directory, chosen: Chosen): Directory {
  const missing = listKinds.flatMap((kind) =>
    chosen[`${kind}s`]
      .filter((slug) => !directory[`${kind}s`].has(slug))
      .map((slug): Offered => ({ kind, slug, title: slug, uses: 0 })),
  );
  return {
    ...directory,
    entries: [...directory.entries, ...missing],
    topics: directory.topics.union(new Set(chosen.topics)),
    sources: directory.sources.union(new Set(chosen.sources)),
  };
}
