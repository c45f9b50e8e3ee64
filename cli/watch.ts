import type { Command } from 'commander';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ArticleEvent } from '../modules/articles/event.ts';
import type { Deployment } from '../modules/operations/deployment.ts';
import { harmless } from './output.ts';
import type { Run } from './run.ts';

const [lookEveryMs, atOnce] = [3_000, 200];

/** `caravan watch`: tells what is announced as it happens, until Ctrl-C. */
export function watchCommand(program: Command, run: Run): void {
  program
    .command('watch')
    .description(
      'tell each publication, correction, withdrawal and comment as it happens, until Ctrl-C; with --json a line each',
    )
    .action(() =>
      run(async (deployment) => {
        const json = program.opts<{ json?: boolean }>().json === true;
        const stop = new AbortController();
        for (const signal of ['SIGINT', 'SIGTERM'] as const)
          process.once(signal, () => {
            stop.abort();
          });
        if (!json) console.error(`Watching ${deployment.name} …`);
        let after = await deployment.log.settledEnd(new Date());
        while (!stop.signal.aborted) {
          after = await tell(deployment, after, json);
          await sleep(lookEveryMs, undefined, { signal: stop.signal }).catch(() => undefined);
        }
      }),
    );
}

/** @returns the place in the log up to which all is told */
async function tell({ log, announcedVersions }: Deployment, after: number, json: boolean): Promise<number> {
  const { entries } = await log.read(after, atOnce, new Date());
  for (const { event } of await announcedVersions.inOrderOf(entries))
    console.log(json ? recordOf(event) : harmless(lineOf(event)));
  return entries.at(-1)?.seq ?? after;
}

/** A comment is told without its words: the moderator has read them, and whoever watches need not. */
function lineOf({ type, at, article, comment }: ArticleEvent): string {
  const what = comment === undefined ? article.title : `on ${article.id}`;
  const { version } = comment ?? article;
  return `${at.slice(11, 19)}  ${type.replace('article.', '').padEnd(10)}  ${what}  (${article.source.name}) v${version}`;
}

const recordOf = ({ type, at, article: { id, version, title }, comment }: ArticleEvent): string =>
  JSON.stringify({ type, at, id, version, title, comment: comment?.id });
