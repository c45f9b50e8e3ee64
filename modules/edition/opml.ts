import type { ListName } from '../articles/filter.ts';
import type { DirectoryEntry } from '../articles/listsTable.ts';
import { pathOf } from '../feed-writing/feedRequest.ts';
import type { Generators } from '../feed-writing/generatorsWhenAsked.ts';
import { generateXml } from '../feed-writing/generateXml.ts';

/** OPML 2.0: every feed that Caravan serves (http://opml.org/spec2.opml). */
export function renderOpml(
  publication: string,
  publicUrl: string,
  directory: readonly DirectoryEntry[],
  { generateOpml }: Generators,
): string {
  const outline = (text: string, list: ListName) => ({
    type: 'rss',
    text,
    title: text,
    xmlUrl: `${publicUrl}${pathOf(list, 'rss')}`,
    htmlUrl: `${publicUrl}${pathOf(list, 'page')}`,
  });
  const group = (kind: DirectoryEntry['kind']) =>
    directory
      .filter((entry) => entry.kind === kind)
      .toSorted((a, b) => a.title.localeCompare(b.title, 'en'))
      .map(({ slug, title }) => outline(title, { kind, slug }));
  return generateXml(generateOpml, {
    head: { title: publication },
    body: {
      outlines: [
        outline('All articles', { kind: 'all' }),
        { text: 'Topics', outlines: group('topic') },
        { text: 'Sources', outlines: group('source') },
      ],
    },
  });
}
