import { build } from 'esbuild';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as Announced from '../../corpus/announced.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caravan-releases-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** What a release is made of, with changes of its source: by the end of a file's name, what is written otherwise. */
async function release(name: string, changes: Readonly<Record<string, readonly [from: string, to: string]>>) {
  const outfile = join(folder, `${name}.mjs`);
  await build({
    entryPoints: [join(import.meta.dirname, '../../corpus/announced.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    plugins: [
      {
        name: 'changes',
        setup: (building) => {
          building.onLoad({ filter: new RegExp('modules/feed-reading/.*[.]ts$') }, async ({ path }) => {
            const contents = await readFile(path, 'utf8');
            const [, change] = Object.entries(changes).find(([end]) => path.endsWith(end)) ?? [];
            if (change !== undefined && !contents.includes(change[0]))
              throw new Error(`${path} has no "${change[0]}".`);
            return { contents: change ? contents.replace(change[0], change[1]) : contents, loader: 'ts' };
          });
        },
      },
    ],
  });
  const { PolledSource } = (await import(pathToFileURL(outfile).href)) as typeof Announced;
  return new PolledSource();
}

const readsOtherwise = ['    title,\n', '    title: `READ ${title}`,\n'] as const;
const long = `<p>${'Rates rise again in the capital. '.repeat(40)}</p>`;
const feed = (...stories: { guid: string; text: string }[]) =>
  `<rss version="2.0"><channel><title>T</title>${stories
    .map(
      ({ guid, text }) =>
        `<item><guid>${guid}</guid><title>${guid}</title><description><![CDATA[${text}]]></description></item>`,
    )
    .join('')}</channel></rss>`;
const before = feed({ guid: 'one', text: long }, { guid: 'two', text: long });

test('a release that reads otherwise announces nothing of what it reads otherwise, and shows it', async () => {
  const first = await release('first', {});
  await first.poll(before);
  const version = /readingVersion = \d+/.exec(
    await readFile(join(import.meta.dirname, '../../../modules/feed-reading/feedDocument.ts'), 'utf8'),
  )![0];
  const second = await release('second', {
    'feed-reading/feedDocument.ts': [version, 'readingVersion = 4_711'],
    'story/normalise.ts': readsOtherwise,
  });
  for (const [id, row] of first.rows) second.rows.set(id, row);
  second.seen = first.seen;

  expect((await second.poll(before)).stored).toMatchObject({ quiet: 2, revised: 0, created: 0 });
  expect(second.events).toEqual([]);
  expect([...second.rows.values()].map(({ title, version: is }) => [title, is])).toEqual([
    ['READ two', 1],
    ['READ one', 1],
  ]);
  // what the publisher changes is a correction
  const { events } = await second.poll(feed({ guid: 'one', text: 'Rates fall.' }, { guid: 'two', text: long }));
  expect(events.map(({ type, article }) => [type, article.title])).toEqual([['article.updated', 'READ one']]);
  expect((await second.poll(before.replace('<title>T', '<title>U'))).stored).toMatchObject({ revised: 1, quiet: 0 });
});

test('without another version of reading, the same items are not read again', async () => {
  const first = await release('third', {});
  await first.poll(before);
  const second = await release('fourth', { 'story/normalise.ts': readsOtherwise });
  for (const [id, row] of first.rows) second.rows.set(id, row);
  second.seen = first.seen;
  expect((await second.poll(before)).stored).toMatchObject({ quiet: 0, revised: 0, items: 2 });
});
