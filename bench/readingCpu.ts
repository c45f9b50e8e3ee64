import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import * as z from 'zod';
import { bundle } from '../lib/constructs/bundling.ts';
import { limits } from '../modules/feed-reading/readingProcess.ts';
import { processFlags } from '../platform/runtime/boundedProcess.ts';
import { inTurn, median } from './inTurn.ts';
import { rssOf } from './madeFeeds.ts';
import { madeStories } from './madeStories.ts';
import { number, table } from './report.ts';

/** What one reader takes of the processor for the same feeds as the others. */
export interface ReaderFigures {
  readonly reader: string;
  readonly refused: number;
  /** In a process that has read them all three times before. */
  readonly warmMsAMegabyte: number;
  /** In a process that has read nothing; none of what follows an earlier read. */
  readonly youngMsAMegabyte: number | undefined;
}

export interface CpuFigures {
  readonly feeds: number;
  readonly megabytes: number;
  readonly readers: readonly ReaderFigures[];
  /** A document of 5,000 items, in a process of its own with the reading process's flags. */
  readonly large: { readonly megabytes: number; readonly cpuSeconds: number; readonly peakMegabytes: number };
}

const names = ['Caravan', 'rss-parser', 'feedsmith', 'htmlparser2'];
/** Polls of documents that are known: a young process has none. */
const polls = ['oneNew', 'unchanged'];
const warmUps = 3;
const rounds = 9;
const youngRounds = 5;

const outputSchema = z.object({
  readers: z.array(z.object({ name: z.string(), cpuMs: z.array(z.number()), refused: z.number() })),
  peakBytes: z.number(),
});

/** Measures CPU on feeds: Caravan as it is bundled for Lambda, and others beside it, by turns. */
export async function measureReadingCpu(files: readonly string[]): Promise<CpuFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'caravan-reading-'));
  try {
    const caravan = bundleInto(folder);
    const large = await writeLarge(folder);
    const megabytes = (await sizeOf(files)) / 1e6;
    const run = (readers: readonly string[], times: number, flags: readonly string[] = []) =>
      runReaders({ caravan, readers, rounds: times, files }, flags);
    const { readers: warm } = await run([...names, ...polls], warmUps + rounds);
    const { readers: flagged } = await run(['Caravan'], warmUps + rounds, processFlags(limits.heapMb));
    const young = await inTurn(youngRounds, [
      ...names.map((name) => () => run([name], 1)),
      () => run(['Caravan'], 1, processFlags(limits.heapMb)),
    ]);
    const [alone = []] = await inTurn(3, [
      () => runReaders({ caravan, readers: ['Caravan'], rounds: 1, files: [large] }, processFlags(limits.heapMb)),
    ]);
    return {
      feeds: files.length,
      megabytes,
      readers: [
        ...warm.slice(0, names.length),
        ...flagged.map((one) => ({ ...one, name: 'flagged' })),
        ...warm.slice(names.length),
      ].map(({ name, cpuMs, refused }, index) => ({
        reader: name,
        refused,
        warmMsAMegabyte: median(cpuMs.slice(warmUps)) / megabytes,
        youngMsAMegabyte: young[index] && median(young[index].map(firstMs)) / megabytes,
      })),
      large: {
        megabytes: (await sizeOf([large])) / 1e6,
        cpuSeconds: median(alone.map(firstMs)) / 1_000,
        peakMegabytes: median(alone.map(({ peakBytes }) => peakBytes)) / 1e6,
      },
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

const execute = promisify(execFile);

function bundleInto(folder: string): string {
  const outfile = join(folder, 'readFeed.mjs');
  bundle('modules/feed-reading/readFeed.ts', outfile);
  return pathToFileURL(outfile).href;
}

async function writeLarge(folder: string): Promise<string> {
  const file = join(folder, 'large.xml');
  await writeFile(file, rssOf(madeStories(5_000, 1_050)));
  return file;
}

const firstMs = ({ readers }: z.infer<typeof outputSchema>): number => readers[0]!.cpuMs[0]!;

async function runReaders(task: object, flags: readonly string[]) {
  const program = join(import.meta.dirname, 'readByTurns.mjs');
  const { stdout } = await execute(process.execPath, [...flags, program, JSON.stringify(task)]);
  return outputSchema.parse(JSON.parse(stdout));
}

const sizeOf = async (files: readonly string[]): Promise<number> =>
  (await Promise.all(files.map((file) => stat(file)))).reduce((total, { size }) => total + size, 0);

const words: Readonly<Record<string, string>> = {
  Caravan: 'Caravan: a first read, to stories',
  flagged: 'Caravan, by the flags of its reading process',
  oneNew: 'Caravan, one item of each document new',
  unchanged: 'Caravan, the same bytes',
  'rss-parser': 'rss-parser alone',
  feedsmith: 'feedsmith alone',
  htmlparser2: 'htmlparser2, each tag and text counted',
};

export function cpuReport({ feeds, megabytes, readers, large }: CpuFigures): string {
  const bare = readers.find(({ reader }) => reader === 'rss-parser')!;
  return `CPU of ${feeds} feeds (${number(megabytes, 1)} MB) by turns, medians; young: in a process that has read nothing
${table(
  ['reader', 'warm, ms a MB', 'times rss-parser', 'young, ms a MB', 'times rss-parser', 'refuses'],
  readers.map((figures) => [
    words[figures.reader] ?? figures.reader,
    number(figures.warmMsAMegabyte, 1),
    number(figures.warmMsAMegabyte / bare.warmMsAMegabyte, 2),
    figures.youngMsAMegabyte === undefined ? '-' : number(figures.youngMsAMegabyte, 1),
    figures.youngMsAMegabyte === undefined ? '-' : number(figures.youngMsAMegabyte / bare.youngMsAMegabyte!, 1),
    number(figures.refused),
  ]),
)}
5,000 items, ${number(large.megabytes, 1)} MB, in a process of its own: ${number(large.cpuSeconds, 2)} s CPU,
${number(large.peakMegabytes)} MB at most, Node's own among them`;
}
