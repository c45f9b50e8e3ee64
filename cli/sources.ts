import { generateOpml } from 'feedsmith';
import type { Command } from 'commander';
import { readFile } from 'node:fs/promises';
import { pollNow } from '../modules/sources/enqueueDuePolls.ts';
import { epochSeconds } from '../platform/values/time.ts';
import type { Topic } from '../platform/values/schema.ts';
import type { Source } from '../modules/sources/source.ts';
import { addSource, storeSource } from '../modules/operations/addSource.ts';
import { parseInterval, parseTopics, parseZone } from './arguments.ts';
import type { Deployment } from '../modules/operations/deployment.ts';
import { OperatorError } from '../modules/operations/operatorError.ts';
import { feedsOf } from '../modules/operations/opml.ts';
import { describeFailures } from './sourceFailures.ts';
import { describePush } from './sourcePush.ts';
import { facts } from './output.ts';
import { cut, relative } from '../modules/operations/words.ts';
import type { Run } from './run.ts';

/** `caravan sources …` */
export function sourcesCommands(program: Command, run: Run): void {
  const sources = program.command('sources').description('the feeds that Caravan polls');

  sources
    .command('add <url>')
    .description('add a feed, or the feed that a site links')
    .option('--name <name>', "as readers shall see it (the feed's own title unless told)")
    .option('--topics <list>', 'topics of all its articles, with a comma between', parseTopics)
    .option('--interval <time>', 'poll at this interval, such as 15m, instead of by habit', parseInterval)
    .option(
      '--zone <zone>',
      'the IANA time zone of times that name none, such as Asia/Baku: embargoes are read by it',
      parseZone,
    )
    .addHelpText(
      'after',
      '\nExamples:\n  caravan sources add https://example.com/feed.xml\n  caravan sources add ' +
        'https://example.com --topics "Economy,Energy" --interval 15m',
    )
    .action(
      (
        url: string,
        { name, topics, interval, zone }: { name?: string; topics?: Topic[]; interval?: number; zone?: string },
      ) =>
        run(async (deployment, output) => {
          const source = await addSource(
            { url, name, topics, intervalSeconds: interval, zone },
            deployment,
            new Date(),
          );
          output.show(source, () => `Added ${source.name} as ${source.id}; its first poll is on the way.`);
        }),
    );

  sources
    .command('list')
    .description('all sources, with their health')
    .action(() =>
      run(async (deployment, output) => {
        const now = Date.now();
        const all = (await Array.fromAsync(deployment.sources.all())).toSorted((a, b) => a.id.localeCompare(b.id));
        output.table(
          all,
          {
            id: ({ id }) => id,
            name: ({ name }) => cut(name, 40),
            status: healthOf,
            'last poll': ({ lastOutcome }) =>
              lastOutcome ? `${relative(Date.parse(lastOutcome.at), now)}: ${lastOutcome.kind}` : 'never',
            'next poll': ({ status, nextPollAt }) => (status === 'active' ? relative(nextPollAt * 1000, now) : '–'),
          },
          'No sources yet. Add one: caravan sources add <feed or site URL>',
        );
      }),
    );

  sources
    .command('show <id>')
    .description('one source, with its last failures and the answer that caused the newest')
    .option('--body', 'that answer whole, as far as it is kept (4 kB)')
    .action((id: string, { body = false }: { body?: boolean }) =>
      run(async (deployment, output) => {
        const source = await find(deployment, id);
        const failed = await deployment.sources.getFailures(id);
        output.show(
          { ...source, failed },
          () => describe(source, Date.now()) + describeFailures(failed, body, Date.now()),
        );
      }),
    );

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
          const source = await find(deployment, id);
          await act(source, deployment);
          output.show({ id, done }, () => `${source.name}: ${done}.`);
        }),
      );
  change('pause', 'stop polling it', 'paused', ({ id }, { sources: table }) => table.change(id, { status: 'paused' }));
  change('resume', 'poll it again, at once', 'resumed', async ({ id }, { sources: table, polls }) => {
    await table.change(id, { failures: 0 });
    const source = await table.get(id);
    if (source) await pollNow(source, table, polls, new Date());
  });
  change('remove', 'forget it; its articles stay', 'removed', ({ id }, { sources: table }) => table.remove(id));
  change('poll', 'poll it now, whenever it is due', 'poll asked for', async (source, { sources: table, polls }) => {
    if (source.status !== 'active') throw new OperatorError(`${source.id} is ${source.status}: resume it first.`);
    await pollNow(source, table, polls, new Date());
  });

  sources
    .command('zone <id> <zone>')
    .description('set the IANA time zone of times that name none, such as Asia/Baku: embargoes are read by it')
    .action((id: string, text: string) =>
      run(async (deployment, output) => {
        const zone = parseZone(text);
        const source = await find(deployment, id);
        // What stands in the feed is read anew by it: the next document counts as another.
        await deployment.sources.change(id, { zone, documentHash: '', etag: undefined, lastModified: undefined });
        output.show(
          { id, zone },
          () => `${source.name}: times without a zone are read in ${zone} from the next poll on.`,
        );
      }),
    );

  sources
    .command('import <opml>')
    .description('add every feed of an OPML file, without reading them first')
    .action((file: string) =>
      run(async (deployment, output) => {
        const { feeds, broken } = feedsOf(
          await readFile(file, 'utf8').catch((error: unknown) => {
            throw new OperatorError(`${file} cannot be read: ${(error as Error).message}`, { cause: error });
          }),
        );
        const results: { url: string; added?: string; error?: string }[] = broken.map((entry) => ({
          url: entry.url,
          error: entry.reason,
        }));
        for (const feed of feeds) {
          try {
            results.push({ url: feed.url, added: (await storeSource(feed, deployment, new Date())).id });
          } catch (error) {
            if (!(error instanceof OperatorError)) throw error;
            results.push({ url: feed.url, error: error.message });
          }
        }
        output.table(
          results,
          {
            url: ({ url }) => url,
            result: ({ added, error }) => (added === undefined ? `not added: ${String(error)}` : `added as ${added}`),
          },
          `${file} lists no feeds.`,
        );
      }),
    );

  sources
    .command('export')
    .description('all sources as OPML, to standard output')
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

async function find({ sources }: Deployment, id: string): Promise<Source> {
  const source = await sources.get(id);
  if (!source) throw new OperatorError(`There is no source ${id}. "caravan sources list" shows all.`);
  return source;
}

const healthOf = ({ status, failures }: Source): string =>
  status === 'active' && failures > 0 ? `failing (${failures})` : status;

function describe(source: Source, nowMs: number): string {
  const {
    id,
    name,
    url,
    topics,
    zone,
    intervalSeconds,
    lastOutcome,
    lastSuccessAt,
    lastNewsAt,
    notes,
    nextPollAt,
    status,
    push,
  } = source;
  return facts({
    id,
    name,
    url,
    topics: topics.map((topic) => topic.name).join(', '),
    status: healthOf(source),
    zone,
    interval: intervalSeconds === undefined ? 'by habit' : `${intervalSeconds} s`,
    'last poll': lastOutcome && `${relative(Date.parse(lastOutcome.at), nowMs)}: ${lastOutcome.words}`,
    'last success': lastSuccessAt && relative(Date.parse(lastSuccessAt), nowMs),
    'last news': lastNewsAt && relative(Date.parse(lastNewsAt), nowMs),
    ...describePush(push, nowMs),
    'next poll':
      status === 'active'
        ? nextPollAt > epochSeconds(new Date(nowMs))
          ? relative(nextPollAt * 1000, nowMs)
          : 'due now'
        : undefined,
    notes: notes.join('; '),
  });
}
