import { expect, test } from '@jest/globals';
import type { ArticleLog, LogEntry } from '../../../modules/articles/articleLog.ts';
import type { ArticlesTable } from '../../../modules/articles/articlesTable.ts';
import { DigestMaker } from '../../../modules/digests/content/maker.ts';
import { aLogEntry, madeAnnouncedVersions, madeLog } from '../../helpers/madeLog.ts';
import { anArticle } from '../../helpers/records.ts';

const rare = { slug: 'falconry', name: 'Falconry' };
const choice = { topics: [rare.slug], sources: [] };

/** A reader of a rare topic whose one story was announced before so many others. */
async function digestAfter(others: number) {
  const entries: LogEntry[] = [
    aLogEntry(1, { articleId: 'rare', topics: [rare] }),
    ...Array.from({ length: others }, (_, index) => aLogEntry(index + 2)),
  ];
  const articles = {
    getMany: async (ids: readonly string[]) => new Map(ids.map((id) => [id, anArticle({ id, topics: [rare] })])),
  } as unknown as ArticlesTable;
  const maker = new DigestMaker({
    log: madeLog(entries, 3_000) as unknown as ArticleLog,
    articles,
    announcedVersions: madeAnnouncedVersions,
    publication: {
      title: 'Caravan',
      publicUrl: 'https://caravan.example',
      linksTo: 'publisher',
      postalAddress: 'Here',
    },
  });
  return maker.issueFor(choice, { since: 0, until: entries.length }, new Date());
}

test('a story of a rare topic is told however much was announced since', async () => {
  expect(await digestAfter(199_999)).toMatchObject({ articles: [{ articleId: 'rare' }], cut: false });
});

test('where even that was too much, the digest says that it was cut short', async () => {
  expect(await digestAfter(200_000)).toMatchObject({ articles: [], cut: true });
});
