import { generateOpml } from 'feedsmith';
import type { Command } from 'commander';
import { readFile } from 'node:fs/promises';
import { pollNow } from '../modules/sources/enqueueDuePolls.ts';
import type { Topic } from '../platform/values/schema.ts';
import type { Source } from '../modules/sources/source.ts';
import { addedWords, addSource } from '../modules/operations/addSource.ts';
import { parseEncoding, parseInterval, parseTopics, parseZone } from './arguments.ts';
import { editCommand } from './sourceSettings.ts';
import type { Deployment } from '../modules/operations/deployment.ts';
import { findSource } from '../modules/operations/editSource.ts';
import { toldRuns } from '../modules/sources/recent.ts';
import { OperatorError } from '../modules/operations/operatorError.ts';
import { removeSource } from '../modules/operations/removeSource.ts';
import { importSources } from '../modules/operations/importSources.ts';
import { healthOf } from '../modules/operations/sourceHealth.ts';
import { describeFailures, describeOutcomes, describeSource } from './sourceWords.ts';
import { relative } from '../modules/operations/words.ts';
import type { Run } from './run.ts';

/** `caravan sources …` */
export function sourcesCommands(program: Command, run: Run): void {
  const sources = program.command('sources').description('manage the feeds that Caravan polls');

  addCommand(sources, run);
  listCommand(sources, run);
  showCommand(sources, run);

  const change = (
    name: string,
    description: string,
    done: string,
    act: (source: Source, deployment: Deployment) => Promise<unknown>,
  ) =>
    sources
      .command(`${name} <id>`)
      .description(description)
      .action((id: string) =>
        run(async (deployment, output) => {
          const source = await findSource(deployment, id);
          await act(source, deployment);
          output.change(deployment, { id, done }, () => `${source.name}: ${done}.`);
        }),
      );
  change('pause', 'stop polling a source', 'paused', ({ id }, { sources: table }) =>
    table.change(id, { status: 'paused' }),
  );
  change('resume', 'resume polling, at once', 'resumed', async ({ id }, { sources: table, polls }) => {
    await table.change(id, { failures: 0 });
    const source = await table.get(id);
    if (source) await pollNow(source, table, polls, new Date());
  });
  change('poll', 'poll a source now', 'poll asked for', async (source, { sources: table, polls }) => {
    if (source.status !== 'active') throw new OperatorError(`${source.id} is ${source.status}: resume it first.`);
    await pollNow(source, table, polls, new Date());
  });

  editCommand(sources, run);
  removeCommand(sources, run);
  importCommand(sources, run);
  exportCommand(sources, run);
}

function addCommand(sources: Command, run: Run): void {
  sources
    .command('add <url>')
    .description('add a feed, or the feed that a site links')
    .option('--name <name>', "the name that readers see (default: the feed's title)")
    .option('--topics <list>', 'topics for all its articles, separated by commas', parseTopics)
    .option(
      '--interval <time>',
      "poll at a fixed interval, such as 15m (default: by the feed's own habit)",
      parseInterval,
    )
    .option(
      '--zone <zone>',
      'the IANA time zone of times that name none, such as Asia/Baku: embargoes are read by it',
      parseZone,
    )
    .option(
      '--encoding <encoding>',
      'the encoding of its documents, such as windows-1251, whatever they say of themselves',
      parseEncoding,
    )
    .addHelpText(
      'after',
      '\nExamples:\n  caravan sources add https://example.com/feed.xml\n  caravan sources add ' +
        'https://example.com --topics "Economy,Energy" --interval 15m',
    )
    .action(
      (
        url: string,
        {
          interval,
          ...wanted
        }: { name?: string; topics?: Topic[]; interval?: number; zone?: string; encoding?: string },
      ) =>
        run(async (deployment, output) => {
          const added = await addSource({ url, intervalSeconds: interval, ...wanted }, deployment, new Date());
          output.change(deployment, added.source, () => addedWords(added));
        }),
    );
}

function listCommand(sources: Command, run: Run): void {
  sources
    .command('list')
    .description('list sources, with their health')
    .action(() =>
      run(async (deployment, output) => {
        const now = Date.now();
        const all = (await Array.fromAsync(deployment.sources.all())).toSorted((a, b) => a.id.localeCompare(b.id));
        output.table(
          all,
          {
            id: ({ id }) => id,
            name: ({ name }) => name,
            status: (source) => healthOf(source, new Date(now)),
            'last poll': ({ lastOutcome }) =>
              lastOutcome ? `${relative(Date.parse(lastOutcome.at), now)}: ${lastOutcome.kind}` : 'never',
            'next poll': ({ status, nextPollAt }) => (status === 'active' ? relative(nextPollAt * 1000, now) : '–'),
          },
          'No sources yet. Add one: caravan sources add <feed or site URL>',
        );
      }),
    );
}

function showCommand(sources: Command, run: Run): void {
  sources
    .command('show <id>')
    .description('show a source: what was read, repaired and held back, its last outcomes, and the newest bad answer')
    .option('--body', 'the whole answer (4 kB are kept)')
    .action((id: string, { body = false }: { body?: boolean }) =>
      run(async (deployment, output) => {
        const source = await findSource(deployment, id);
        const failed = await deployment.sources.getFailures(id);
        output.show(
          { ...source, recent: toldRuns(source, failed), failed },
          () =>
            describeSource(source, Date.now()) +
            describeOutcomes(source, failed, Date.now()) +
            describeFailures(failed, body, Date.now()),
        );
      }),
    );
}

function removeCommand(sources: Command, run: Run): void {
  sources
    .command('remove <id>')
    .description('remove a source; its articles stay, unless you withdraw them first')
    .action((id: string) =>
      run(async (deployment, output) => {
        const { articles, said } = await removeSource(id, deployment);
        output.change(deployment, { id, done: 'removed', articles }, () => said);
      }),
    );
}

function importCommand(sources: Command, run: Run): void {
  sources
    .command('import <opml>')
    .description('add every feed of an OPML file, also those whose servers do not answer now')
    .option('--dry-run', 'only say what would be added', false)
    .action((file: string, { dryRun }: { dryRun: boolean }) =>
      run(async (deployment, output) => {
        const opml = await readFile(file, 'utf8').catch((error: unknown) => {
          throw new OperatorError(`${file} cannot be read: ${(error as Error).message}`, { cause: error });
        });
        const progress = process.stderr.isTTY ? process.stderr : undefined;
        const results = await importSources(opml, deployment, {
          dryRun,
          now: new Date(),
          tell: (asked, of) => progress?.write(`\rAsked ${asked} of ${of} servers …`),
        });
        progress?.write('\n');
        output.table(
          results,
          {
            url: ({ url }) => url,
            result: ({ added, error }) =>
              added === undefined
                ? `not added: ${String(error)}`
                : `${dryRun ? 'would be added' : 'added'} as ${added}`,
          },
          `${file} lists no feeds.`,
        );
      }),
    );
}

function exportCommand(sources: Command, run: Run): void {
  sources
    .command('export')
    .description('write all sources as OPML to standard output')
    .action(() =>
      run(async (deployment) => {
        const all = await Array.fromAsync(deployment.sources.all());
        const outlines = all.map(({ name, url, siteUrl }) => ({
          type: 'rss',
          text: name,
          title: name,
          xmlUrl: url,
          htmlUrl: siteUrl,
        }));
        process.stdout.write(
          `${generateOpml({ head: { title: `Sources of Caravan (${deployment.name})` }, body: { outlines } })}\n`,
        );
      }),
    );
}
