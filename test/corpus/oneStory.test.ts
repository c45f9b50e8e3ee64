import type { Article } from '../../modules/articles/article.ts';
import { fingerprintOf, tokensOf } from '../../modules/articles/sameStory.ts';
import { clustersOf } from '../../modules/articles/storyCluster.ts';
import { anArticle, at } from '../helpers/records.ts';
import { feedFiles, feedsFolder, read } from './corpus.ts';

const folder = feedsFolder();
const files = await feedFiles(folder);

/** All articles of all feeds, as if each feed were a source and all were of one day. */
async function everything(): Promise<Article[]> {
  const articles: Article[] = [];
  for (const file of files) {
    const { document } = await read(folder, file);
    for (const { story } of document?.items ?? []) {
      const id = articles.length.toString(16).padStart(32, '0');
      articles.push({
        ...anArticle(),
        url: undefined,
        language: undefined,
        ...story,
        id,
        source: { id: file, name: file },
        listedAt: story.published ?? at('2020-01-01T00:00:00Z'),
      });
    }
  }
  return articles;
}

type Cluster = readonly { readonly article: Article }[];
const sourcesOf = (told: Cluster): number => new Set(told.map(({ article }) => article.source.id)).size;
const titlesOf = (told: Cluster): Set<string>[] => told.map(({ article }) => new Set(tokensOf(article.title)));
const shareWords = ([first, ...others]: readonly Set<string>[]): boolean =>
  others.every((other) => first!.intersection(other).size >= 2);

if (files.length === 0) {
  test.skip('skipped: there is no folder of real feeds beside the repository, and CARAVAN_FEEDS names none', () =>
    undefined);
} else {
  const articles = await everything();
  const clusters = clustersOf(articles.map((article) => ({ article })));
  const bySeveral = clusters.filter((told) => sourcesOf(told) > 1);
  const byOne = clusters.filter((told) => told.length > 1 && sourcesOf(told) === 1);

  test('each article is in one cluster', () => {
    expect(clusters.flat().length).toBe(articles.length);
    expect(new Set(clusters.flat().map(({ article }) => article.id)).size).toBe(articles.length);
  });

  test('what several sources are said to tell has a page or a headline in common', () => {
    const strangers = bySeveral.filter(
      (told) => new Set(told.map(({ article }) => fingerprintOf(article).page)).size > 1 && !shareWords(titlesOf(told)),
    );
    expect(strangers.map((told) => told.map(({ article }) => article.title))).toEqual([]);
  });

  test('what one source is said to tell again says nearly the same', () => {
    const different = byOne.filter((told) => {
      const [first, ...others] = told.map(({ article }) => fingerprintOf(article));
      return others.some(
        (other) =>
          first!.page !== other.page &&
          first!.shingles.intersection(other.shingles).size < 0.9 * Math.min(first!.shingles.size, other.shingles.size),
      );
    });
    expect(different.map((told) => told.map(({ article }) => article.title))).toEqual([]);
  });

  test('one story is rare among feeds of many years, and of few sources', () => {
    expect(Math.max(...clusters.map(sourcesOf))).toBeLessThanOrEqual(3);
    expect(articles.length - clusters.length).toBeLessThan(articles.length / 100);
  });

  // Each of the nine was read: three stories in two feeds of The Record, three in two of CyberSTAR, three of agencies
  // in Bangla.
  (files.includes('bn_ekattor.xml') ? test : test.skip)(
    'stories that were found by reading are found, and no more than a few others',
    () => {
      expect(bySeveral.length).toBeGreaterThanOrEqual(8);
      expect(bySeveral.length).toBeLessThanOrEqual(11);
      const ofBangla = bySeveral.filter((told) => told.every(({ article }) => article.source.id.startsWith('bn_')));
      expect(ofBangla.length).toBeGreaterThanOrEqual(3);
    },
  );
}
