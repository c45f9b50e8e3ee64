import type { Command } from 'commander';
import type { Article } from '../modules/articles/article.ts';
import { heldUntil } from '../modules/articles/article.ts';
import { articlePath } from '../modules/articles/articlePath.ts';
import { plainText } from '../modules/feed-reading/story/plainText.ts';
import type { Deployment } from '../modules/operations/deployment.ts';
import { approveHeld, listHeld, readHeld, refuseHeld } from '../modules/operations/editorCare.ts';
import { cut, relative } from '../modules/operations/words.ts';
import { facts } from './output.ts';
import type { Run } from './run.ts';

/** `caravan articles held`, `approve` and `refuse`. */
export function heldCommands(articles: Command, run: Run): void {
  articles
    .command('held [id]')
    .description('list what waits for an editor, oldest first; or read one')
    .action((id: string | undefined) => (id === undefined ? list(run) : read(run, id)));
  articles
    .command('approve <id>')
    .description('let out what waits for an editor: a story, or a correction of one that is out')
    .action((id: string) =>
      run(async (deployment, output) => {
        const after = await approveHeld(deployment, id, new Date());
        output.change(deployment, after, (one) => approvedWords(one, deployment));
      }),
    );
  articles
    .command('refuse <id>')
    .description('keep in what waits for an editor: a story never comes out, and of a correction what is out stays')
    .option('--reason <words>', 'why; partners who had the story before read it', 'Refused by an editor')
    .action((id: string, { reason }: { reason: string }) =>
      run(async (deployment, output) => {
        const after = await refuseHeld(deployment, id, reason, new Date());
        output.change(deployment, after, ({ title, status }) =>
          status === 'live'
            ? `The correction is refused; "${cut(title, 70)}" stays as it is out.`
            : `"${cut(title, 70)}" is refused: it is ${status}.`,
        );
      }),
    );
}

const list = (run: Run): Promise<void> =>
  run(async (deployment, output) => {
    const now = Date.now();
    output.table(
      await listHeld(deployment),
      {
        id: ({ id }) => id,
        waits: ({ since }) => relative(Date.parse(since), now),
        what: ({ what }) => what,
        source: ({ source }) => source.name,
        title: ({ title }) => title,
        rule: ({ rule }) => rule,
      },
      'Nothing waits for an editor.',
    );
  });

const read = (run: Run, id: string): Promise<void> =>
  run(async (deployment, output) => {
    output.show(await readHeld(deployment, id), ({ what, title, source, since, rule, story }) =>
      [
        facts({
          [what]: title,
          source: source.name,
          waits: `${relative(Date.parse(since), Date.now())}, by the rule ${rule}`,
          authors: story.authors.join(', '),
          topics: story.topics.map(({ name }) => name).join(', '),
          url: story.url,
          summary: story.summary,
        }),
        plainText({ text: story.content, kind: 'html' }),
        `caravan articles approve ${id}, or refuse it`,
      ]
        .filter((part) => part !== '')
        .join('\n\n'),
    );
  });

function approvedWords(article: Article, { url }: Pick<Deployment, 'url'>): string {
  const name = `"${cut(article.title, 70)}"`;
  if (article.status === 'live')
    return `${name} is approved (version ${article.version}); readers are told at once.\n${url}${articlePath(article)}`;
  if (article.status === 'embargoed') return `${name} is approved, and embargoed until ${heldUntil(article) ?? ''}.`;
  return `${name} is approved, and ${article.status}: nobody sees it.`;
}
