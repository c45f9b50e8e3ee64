import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UnreadableFeed } from '../../modules/feed-reading/feedDocument.ts';
import { PolledSource } from './announced.ts';
import { feedFiles } from './corpus.ts';

/**
 * Reads the versions of one feed (the files of a folder, in the order of their names, the oldest first) as if it were
 * polled, and prints what readers would be told at each step. `--minutes N` is the time between two polls (30), `--json`
 * prints a line for each event.
 */
const options = process.argv.slice(2);
const minutes = options.includes('--minutes') ? Number(options[options.indexOf('--minutes') + 1]) : 30;
const folder = options.find((option, index) => !option.startsWith('--') && options[index - 1] !== '--minutes');
const files = folder === undefined ? [] : await feedFiles(folder);

if (folder === undefined || files.length === 0 || !(minutes > 0)) {
  console.error(
    'Name a folder with the versions of one feed: npm run test:sequence -- <folder> [--minutes 30] [--json]',
  );
  process.exitCode = 1;
} else {
  const source = new PolledSource();
  for (const file of files) await step(source, file, await readFile(join(folder, file)));
}

async function step(source: PolledSource, file: string, body: Uint8Array): Promise<void> {
  try {
    const { events, stored } = await source.poll(body, minutes);
    if (options.includes('--json')) {
      for (const { type, article } of events)
        console.log(JSON.stringify({ file, type, id: article.id, version: article.version, title: article.title }));
      return;
    }
    const { items, quiet, held, notes } = stored;
    console.log(`${file}: ${items} items; told ${events.length}, shown only ${quiet}, waiting ${held}`);
    for (const { type, article } of events) console.log(`  ${type.padEnd(17)} v${article.version}  ${article.title}`);
    for (const note of notes) console.log(`  note: ${note}`);
  } catch (error) {
    if (!(error instanceof UnreadableFeed)) throw error;
    console.log(`${file}: ${error.message}`);
  }
}
