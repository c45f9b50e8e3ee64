import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Article } from '../modules/articles/article.ts';
import { newArticle } from '../modules/articles/articleLifecycle.ts';
import { KeptArticles } from '../modules/articles/keptArticles.ts';
import { answerReader } from '../modules/edition/answer.ts';
import type { EditionServices } from '../modules/edition/services.ts';
import { readFeed } from '../modules/feed-reading/readFeed.ts';
import { articleId } from '../modules/sources/seenList.ts';
import { aSite } from '../test/helpers/edition.ts';
import { inTurn, median } from './inTurn.ts';
import { rssOf } from './madeFeeds.ts';
import { usualHtmlBytes } from './madePublisher.ts';
import { madeStories } from './madeStories.ts';
import { number, table } from './report.ts';

/** Processor time of serve for one answer, with tables in memory. */
export interface FeedCpuFigures {
  readonly what: string;
  readonly cpuMs: number;
}

const [rounds, requests] = [7, 20];
const minuteMs = 60_000;

/** Measures a feed of 50 articles, in whole and compressed, by a worker that keeps its articles. */
export async function measureFeedCpu(): Promise<FeedCpuFigures[]> {
  const services = servicesOf(await usualArticles());
  const start = Date.now();
  const answer = async (gzip: boolean, ms: number) =>
    answerReader(requestOf(gzip), services, new Date(start + ms)).then(({ statusCode }) => {
      if (statusCode !== 200) throw new Error(`The feed was answered with ${statusCode}.`);
    });
  for (const minutes of [0, 2]) await answer(true, minutes * minuteMs); // from then on its articles are kept
  const cpuOf = (gzip: boolean) => async () => {
    const before = process.cpuUsage();
    for (let request = 0; request < requests; request++) await answer(gzip, 3 * minuteMs);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000 / requests;
  };
  const [plain, gzipped] = await inTurn(rounds, [cpuOf(false), cpuOf(true)]);
  return [
    { what: 'RSS of 50 articles', cpuMs: median(plain ?? []) },
    { what: 'the same, gzip', cpuMs: median(gzipped ?? []) },
  ];
}

async function usualArticles(): Promise<Article[]> {
  const body = Buffer.from(rssOf(madeStories(50, usualHtmlBytes)));
  const { items } = await readFeed({ body, url: 'https://publisher.example/feed' });
  return items.map(({ key, contentHash, story }) =>
    newArticle({ id: articleId('usual', key), contentHash, story }, { id: 'usual', name: 'Usual' }, new Date(), false),
  );
}

const servicesOf = (articles: readonly Article[]): EditionServices =>
  ({
    site: aSite(),
    lists: {
      newest: () =>
        Promise.resolve(
          articles.map(({ id, version, changedAt, listedAt }) => ({ sk: `${listedAt}#${id}`, id, version, changedAt })),
        ),
    },
    kept: new KeptArticles({
      getMany: (ids) =>
        Promise.resolve(new Map(articles.filter(({ id }) => ids.includes(id)).map((one) => [one.id, one]))),
      lastRecall: () => Promise.resolve(undefined),
    }),
  }) as unknown as EditionServices;

const requestOf = (gzip: boolean): APIGatewayProxyEventV2 =>
  ({
    rawPath: '/feeds/all.rss',
    rawQueryString: '',
    headers: gzip ? { 'accept-encoding': 'gzip' } : {},
    requestContext: { http: { method: 'GET' } },
  }) as unknown as APIGatewayProxyEventV2;

export const feedCpuReport = (figures: readonly FeedCpuFigures[]): string =>
  `FEED CPU: one answer of serve, tables in memory, its articles kept; medians of ${rounds} rounds by turns
${table(
  ['answer', 'ms CPU'],
  figures.map(({ what, cpuMs }) => [what, number(cpuMs, 2)]),
)}`;
