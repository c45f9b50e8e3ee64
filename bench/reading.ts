import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import RssParser from 'rss-parser';
import { readFeed } from '../modules/feed-reading/readFeed.ts';
import { feedFiles, feedsFolder } from '../test/corpus/corpus.ts';
import { inTurn, median, milliseconds } from './inTurn.ts';
import { cpuReport, measureReadingCpu, type CpuFigures } from './readingCpu.ts';
import { number, table } from './report.ts';
import { brokenRssOf, jsonFeedOf, rssOf } from './madeFeeds.ts';
import { usualHtmlBytes } from './madePublisher.ts';
import { madeStories } from './madeStories.ts';

/** What reading a kind of feed takes, beside rss-parser alone on the same bytes. */
export interface ReadingFigures {
  readonly what: string;
  readonly feeds: number;
  readonly kilobytes: number;
  readonly articles: number;
  readonly millisecondsAFeed: number;
  readonly articlesASecond: number;
  /** Feeds that rss-parser alone refuses; the ratio is over the others. */
  readonly refusedByBareParser: number;
  /** How many times as long as rss-parser alone; null where that reads none. */
  readonly timesBareParser: number | null;
}

const usual = madeStories(50, usualHtmlBytes);
const made: readonly (readonly [string, string])[] = [
  ['small RSS, 10 items', rssOf(madeStories(10, 1_200))],
  ['usual RSS, 50 items', rssOf(usual)],
  ['large RSS, 1,000 items', rssOf(madeStories(1_000, 700))],
  ['usual, broken XML', brokenRssOf(usual)],
  ['usual, JSON Feed', jsonFeedOf(usual)],
];

/** Measures from bytes to stories, on feeds of our own and on the real ones where they are at hand. */
export async function measureReading(): Promise<{ kinds: ReadingFigures[]; cpu: CpuFigures | undefined }> {
  const folder = feedsFolder();
  const files = (await feedFiles(folder)).map((file) => join(folder, file));
  const real = await Promise.all(files.map((file) => readFile(file)));
  const cpu = files.length === 0 ? undefined : await measureReadingCpu(files);
  const kinds: ReadingFigures[] = [];
  for (const [what, text] of made) kinds.push(await figuresOf(what, [Buffer.from(text)]));
  if (real.length > 0) kinds.push(await figuresOf(`real feeds (${real.length})`, real));
  return { kinds, cpu };
}

async function figuresOf(what: string, bodies: readonly Buffer[]): Promise<ReadingFigures> {
  const read: OneFeed[] = [];
  for (const body of bodies) read.push(await timesOf(body, bodies.length === 1 ? 2_000 : 0));
  const sum = (figure: (one: OneFeed) => number, of: readonly OneFeed[] = read): number =>
    of.reduce((total, one) => total + figure(one), 0);
  const both = read.filter(({ bareMs }) => bareMs !== undefined);
  const [articles, ms] = [sum((one) => one.articles), sum((one) => one.ms)];
  return {
    what,
    feeds: bodies.length,
    kilobytes: bodies.reduce((total, { length }) => total + length, 0) / 1_000,
    articles,
    millisecondsAFeed: ms / bodies.length,
    articlesASecond: (articles / ms) * 1_000,
    refusedByBareParser: read.length - both.length,
    timesBareParser: both.length === 0 ? null : sum((one) => one.ms, both) / sum(({ bareMs = 0 }) => bareMs, both),
  };
}

interface OneFeed {
  readonly articles: number;
  readonly ms: number;
  readonly bareMs: number | undefined;
}

/** @param budgetMs how long to measure; nine rounds at least */
async function timesOf(body: Buffer, budgetMs: number): Promise<OneFeed> {
  const ours = () => readFeed({ body, url: 'https://news.example/feed' });
  const bare = () => new RssParser().parseString(body.toString());
  const bareReads = await bare().then(
    () => true,
    () => false,
  );
  const { items } = await ours();
  const tasks = bareReads ? [ours, bare] : [ours];
  // compiled code is what counts
  for (const end = performance.now() + budgetMs / 4; performance.now() < end;) for (const task of tasks) await task();
  const onceMs = await milliseconds(async () => {
    for (const task of tasks) await task();
  });
  const rounds = Math.min(200, Math.max(9, Math.round(budgetMs / onceMs)));
  const [oursMs = [], bareMs] = await inTurn(
    rounds,
    tasks.map((task) => () => milliseconds(task)),
  );
  return { articles: items.length, ms: median(oursMs), bareMs: bareMs && median(bareMs) };
}

export const readingReport = ({ kinds, cpu }: Awaited<ReturnType<typeof measureReading>>): string =>
  `READING: from bytes to stories; one core, warm, medians
${table(
  ['feed', 'kB', 'articles', 'ms a feed', 'articles a second', 'times rss-parser alone', 'which refuses'],
  kinds.map((row) => [
    row.what,
    number(row.kilobytes),
    number(row.articles),
    number(row.millisecondsAFeed, 1),
    number(row.articlesASecond),
    row.timesBareParser === null ? '-' : number(row.timesBareParser, 1),
    `${row.refusedByBareParser} of ${row.feeds}`,
  ]),
)}${cpu === undefined ? '' : `\n\n${cpuReport(cpu)}`}`;
