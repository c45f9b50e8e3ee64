import Table from 'cli-table3';
import { faults, feedFiles, feedsFolder, manifest, read, type Reading } from './corpus.ts';

/**
 * Reads every feed of a folder, prints what became of each, and exits with 1 where one is wrong. `--json` prints a line
 * for a file, `--stories` (with `--json` or without) a line for each story.
 */
const options = process.argv.slice(2);
const folder = options.find((option) => !option.startsWith('--')) ?? feedsFolder();
const files = await feedFiles(folder);
const expected = await manifest(folder);

if (files.length === 0) {
  console.error(`There are no feeds in ${folder}: name a folder, or set CARAVAN_FEEDS.`);
  process.exitCode = 1;
} else {
  const readings: Reading[] = [];
  for (const file of files) readings.push(await read(folder, file));
  if (options.includes('--stories')) readings.flatMap(storiesOf).forEach((line) => console.log(line));
  else if (options.includes('--json')) readings.forEach((reading) => console.log(asJson(reading)));
  else console.log(asTable(readings));
  if (readings.some((reading) => faults(reading, expected.get(reading.file)).length > 0)) process.exitCode = 1;
}

function asJson({ file, document, error, milliseconds }: Reading): string {
  return JSON.stringify({
    file,
    items: document?.items.length ?? 0,
    error: error ?? null,
    repairs: document?.notes ?? [],
    milliseconds,
  });
}

/** Each story on a line of its own, as Caravan would store it, so that any other reader can be held against it. */
function storiesOf({ file, document }: Reading): string[] {
  return (document?.items ?? []).map(({ key, story }) => JSON.stringify({ file, key, ...story }));
}

function asTable(readings: readonly Reading[]): string {
  const table = new Table({
    head: ['file', 'items', 'no title', 'no link', 'no guid', 'no date', 'no content', 'ms', 'notes'],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right', 'right', 'right', 'left'],
    style: { head: [], border: [], compact: true },
  });
  for (const reading of readings) table.push(row(reading));
  const items = readings.reduce((sum, { document }) => sum + (document?.items.length ?? 0), 0);
  const wrong = readings.filter((reading) => faults(reading, expected.get(reading.file)).length > 0).length;
  return `${table.toString()}\n${readings.length} files, ${items} items, ${wrong} wrong`;
}

function row(reading: Reading): (string | number)[] {
  const { file, document, error, milliseconds } = reading;
  const stories = (document?.items ?? []).map(({ story }) => story);
  const without = (missing: (story: (typeof stories)[number]) => boolean): number => stories.filter(missing).length;
  const notes = [
    ...faults(reading, expected.get(file)).map((fault) => `WRONG: ${fault}`),
    ...(document?.notes ?? []),
    ...(error === undefined ? [] : [error]),
  ];
  return [
    file,
    stories.length,
    without(({ title }) => title === ''),
    without(({ url }) => url === undefined),
    without(({ guid, url }) => guid === '' || guid === url),
    without(({ published }) => published === undefined),
    without(({ content }) => content === ''),
    milliseconds,
    notes.join('; '),
  ];
}
