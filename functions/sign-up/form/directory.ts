import type { DirectoryEntry, ListsTable } from '../../shared/aws/listsTable.ts';
import type { Fields, Known } from './fields.ts';

/** What can be chosen on the form: slugs, with the names that people know them by. */
export interface Directory extends Known {
  readonly entries: readonly DirectoryEntry[];
}

/** Everything that ever had an article. */
export async function readDirectory(lists: ListsTable): Promise<Directory> {
  const entries = await lists.directory();
  const slugs = (kind: DirectoryEntry['kind']) => new Set(entries.filter((entry) => entry.kind === kind).map(({ slug }) => slug));
  return { entries, topics: slugs('topic'), sources: slugs('source') };
}

/** The same, with what a reader has already: an operator may have chosen for them what has had no article yet. */
export function withChosen({ entries, topics, sources }: Directory, chosen: Pick<Fields, 'topics' | 'sources'>): Directory {
  const missing = (kind: DirectoryEntry['kind'], slugs: readonly string[], known: ReadonlySet<string>) =>
    slugs.filter((slug) => !known.has(slug)).map((slug): DirectoryEntry => ({ kind, slug, title: slug }));
  return {
    entries: [...entries, ...missing('topic', chosen.topics, topics), ...missing('source', chosen.sources, sources)],
    topics: topics.union(new Set(chosen.topics)),
    sources: sources.union(new Set(chosen.sources)),
  };
}
