import type { Topic } from '../../platform/values/schema.ts';
import type { Article } from './article.ts';
import type { ListName, NamedList } from './filter.ts';

/**
 * All keys of the Articles table: the articles, their editions, the log of all that was announced, the lists that
 * readers' feeds follow, and the directory of lists.
 */
export const articleKeyPrefix = 'ARTICLE#';
export const articleKey = (id: string) => ({ pk: `${articleKeyPrefix}${id}`, sk: 'ARTICLE' });
export const dueIndexName = 'due';

/** One announced version of an article; versions sort as text. */
export const announcedVersionKey = (id: string, version: number) => ({
  pk: `${articleKeyPrefix}${id}`,
  sk: `${announcedVersionKeyPrefix}${String(version).padStart(8, '0')}`,
});
export const announcedVersionKeyPrefix = 'EDITION#';

/** The log of everything that was ever announced, in its order, and the number that it has come to. */
export const logPartition = 'LOG';
export const logKey = (seq: number) => ({ pk: logPartition, sk: String(seq).padStart(12, '0') });
export const logEndKey = { pk: 'LOG-END', sk: 'LOG-END' };

export const listPartition = (list: ListName) => (list.kind === 'all' ? 'LIST#all' : `LIST#${list.kind}#${list.slug}`);
export const listKey = (list: ListName, article: Article) => ({
  pk: listPartition(list),
  sk: `${article.listedAt}#${article.id}`,
});

export const directoryPartition = 'DIRECTORY';
export const directoryKey = (list: ListName) => ({
  pk: directoryPartition,
  sk: list.kind === 'all' ? 'all' : `${list.kind}#${list.slug}`,
});

/** The same by each word that a list may be found by: a list has as many rows as its name has words. */
export const wordPartition = 'DIRECTORY-WORDS';
export const wordKey = ({ kind, slug }: NamedList, word: string) => ({
  pk: wordPartition,
  sk: `${kind}#${word}#${slug}`,
});

/** Every list that an article stands in, with the name that its readers know the list by. */
export function listsOf(article: Article): { list: ListName; title: string }[] {
  return [
    { list: { kind: 'all' }, title: 'All articles' },
    { list: { kind: 'source', slug: article.source.id }, title: article.source.name },
    ...article.topics.map(({ slug, name }: Topic) => ({ list: { kind: 'topic' as const, slug }, title: name })),
  ];
}
