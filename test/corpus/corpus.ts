import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UnreadableFeed, type FeedDocument } from '../../modules/feed-reading/feedDocument.ts';
import { readFeed } from '../../modules/feed-reading/readFeed.ts';

/** What the manifest says of a file. */
export interface Expected {
  readonly items: number;
  readonly wellFormed: boolean;
}

/** What reading a file came to. */
export interface Reading {
  readonly file: string;
  readonly document?: FeedDocument;
  readonly error?: string;
  readonly milliseconds: number;
}

/** The folder of real feeds beside the repository, or the one that CARAVAN_FEEDS names. */
export const feedsFolder = (): string =>
  process.env['CARAVAN_FEEDS'] ?? join(import.meta.dirname, '../../../shared/feeds');

/** Names of the feeds in a folder; none where there is no such folder. */
export async function feedFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => /\.(?:xml|json|rss|atom|rdf)$/i.test(name)).toSorted();
}

/** The manifest's word on each file; empty where the folder has none. */
export async function manifest(folder: string): Promise<Map<string, Expected>> {
  const text = await readFile(join(folder, 'MANIFEST.tsv'), 'utf8').catch(() => '');
  const [header = '', ...rows] = text.trim().split('\n');
  const columns = header.split('\t');
  const cell = (row: string, column: string): string => row.split('\t')[columns.indexOf(column)] ?? '';
  return new Map(
    rows.map((row) => [
      cell(row, 'file'),
      { items: Number(cell(row, 'items')), wellFormed: !cell(row, 'wellformed').startsWith('NOT') },
    ]),
  );
}

/** Reads a file as a poll would, without HTTP's headers. */
export async function read(folder: string, file: string): Promise<Reading> {
  const body = await readFile(join(folder, file));
  const start = performance.now();
  const outcome = await readFeed({ body, url: `https://feeds.example/${encodeURIComponent(file)}` }).then(
    (document) => ({ document }),
    (error: unknown) => {
      if (!(error instanceof UnreadableFeed)) throw error;
      return { error: `${error.kind}: ${error.message}` };
    },
  );
  return { file, ...outcome, milliseconds: Math.round(performance.now() - start) };
}

/** Files of which the manifest counts what is no article; each reason can be seen in the file. */
const explained: Readonly<Record<string, { readonly items: number; readonly because: string }>> = {
  'en_bbc-europe.xml': {
    items: 27,
    because: 'one article (world-europe-68393316) stands in it twice, character by character',
  },
  'en_bbc-news.xml': {
    items: 26,
    because: 'one article (c62kpkm1l80o) stands in it under two guids, its address with #1 and with #8',
  },
  'en_india-today.xml': { items: 114, because: '17 of its articles stand in it twice, character by character' },
  'en_pcmag.xml': { items: 10, because: 'each of its 10 articles has an empty <item /> inside, which is counted too' },
};

/** What is wrong with a reading, in words; nothing for one that is right. */
export function faults({ file, document, error }: Reading, expected: Expected | undefined): string[] {
  if (expected === undefined) return [];
  if (document === undefined) return [error ?? 'no document'];
  const found = document.items.length;
  const right = explained[file]?.items ?? expected.items;
  return [
    ...(found === right ? [] : [`${found} items instead of ${right}`]),
    ...(expected.wellFormed || document.notes.length > 0 ? [] : ['not well-formed, but no repair is noted']),
    ...(new Set(document.items.map(({ key }) => key)).size === found ? [] : ['keys repeat']),
  ];
}
