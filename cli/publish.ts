import type { Command } from 'commander';
import { readFile } from 'node:fs/promises';
import { heldUntil } from '../modules/articles/article.ts';
import type { Article } from '../modules/articles/article.ts';
import { articlePath } from '../modules/articles/articlePath.ts';
import type { Deployment } from '../modules/operations/deployment.ts';
import { OperatorError } from '../modules/operations/operatorError.ts';
import { findArticle } from '../modules/operations/findArticle.ts';
import { correctArticle, newsroomId, publishStory } from '../modules/operations/stories/publishStory.ts';
import { lineOf, readCorrectionFile, readStoryFile } from '../modules/operations/stories/storyFile.ts';
import { cut } from '../modules/operations/words.ts';
import type { Brought } from '../modules/sources/own/storeOwnStory.ts';
import type { Run } from './run.ts';

const example = `
A story file:
  ---
  title: The old port opens again
  topics: Culture, City
  authors: Leyla Aliyeva
  picture: { url: https://pictures.example/port.jpg, alt: The port at dawn, credit: R. Mammadov }
  language: en
  embargo: 2026-12-01T09:00:00+04:00
  ---
  After **eight years** of works …

Also: id (default: the file's name), summary, link, published, expiry. The same file again changes nothing; with other
words it corrects the story.`;

const correctionHelp = `
The file is as for "publish", with those parts alone that you put into other words: title, summary, topics, authors,
picture, language, or the text. Without a file the line alone is told.

Example:
  caravan articles correct 3f0c… --line "An earlier version gave a wrong date." story.md`;

/** `caravan articles publish` and `correct`: the words of editors. */
export function publishCommands(articles: Command, run: Run): void {
  articles
    .command('publish <file>')
    .description('publish a story of your own, or correct it: Markdown, below what is known of it')
    .option('--publisher <id>', 'whose story it is', newsroomId)
    .addHelpText('after', example)
    .action((path: string, { publisher }: { publisher: string }) =>
      run(async (deployment, output) => {
        const brought = await publishStory(
          deployment,
          publisher,
          readStoryFile(path, await contentOf(path)),
          new Date(),
        );
        output.change(deployment, brought, (what) => inWords(what, deployment));
      }),
    );
  articles
    .command('correct <id> [file]')
    .description("correct an article, whoever published it: its publisher's next text does not undo that")
    .requiredOption('--line <words>', 'what was corrected, as readers will see it')
    .addHelpText('after', correctionHelp)
    .action((id: string, path: string | undefined, { line }: { line: string }) =>
      run(async (deployment, output) => {
        const text = path === undefined ? undefined : readCorrectionFile(path, await contentOf(path));
        const article = await findArticle(deployment, id);
        const after = await correctArticle(deployment, article, { line: lineOf(line), text }, new Date());
        output.change(
          deployment,
          { changed: after !== undefined, article: after ?? article },
          ({ changed, article: shown }) =>
            changed
              ? `"${cut(shown.title, 70)}" is corrected (version ${shown.version}); ${toldNow(shown)}`
              : 'Nothing has changed: that is how it was corrected before.',
        );
      }),
    );
}

async function contentOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new OperatorError(`${path} cannot be read: ${(cause as Error).message}`, { cause });
  }
}

const toldNow = ({ status }: Article): string =>
  status === 'live' ? 'readers are told at once.' : `it is ${status}, and readers are told nothing.`;

function inWords({ article, became, id }: Brought, { url }: Deployment): string {
  if (article === undefined) return `Nothing has changed, and article ${id} is older than articles are kept.`;
  const done = {
    new: 'Published',
    told: 'Corrected',
    reworded: 'Shown anew',
    same: 'Nothing has changed',
    withdrawn: 'Withdrawn',
    forgotten: '',
    onHold: '',
    blocked: '',
  }[became];
  const { operatorsParts = [] } = article;
  return [
    `${done}: "${cut(article.title, 70)}" (version ${article.version}).`,
    article.status === 'live' ? `${url}${articlePath(article)}` : stateOf(article),
    `Its id is ${id}.`,
    ...(operatorsParts.length > 0
      ? [`As corrected by "articles correct", and not as in this file: ${operatorsParts.join(', ')}.`]
      : []),
  ].join('\n');
}

const stateOf = (article: Article): string =>
  article.status === 'embargoed'
    ? `It is embargoed until ${heldUntil(article) ?? ''}: nobody sees it before.`
    : `It is ${article.status}: nobody sees it.`;
