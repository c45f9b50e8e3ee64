import type { Command } from 'commander';
import type { Decision } from '../modules/comments/comment.ts';
import {
  banWords,
  closeComments,
  decideComment,
  forgetComment,
  liftBan,
  listComments,
} from '../modules/operations/commentCare.ts';
import { relative } from '../modules/operations/words.ts';
import type { Run } from './run.ts';

/** `caravan comments …` */
export function commentsCommands(program: Command, run: Run): void {
  const comments = program.command('comments').description("moderate readers' comments");

  listCommand(comments, run);
  decisionCommand(comments, run, 'approve', 'show a comment under its article');
  decisionCommand(
    comments,
    run,
    'reject',
    'drop a comment, or take an approved one down; its name and text are erased',
  );
  comments
    .command('forget <comment>')
    .description('erase a comment whole, as its writer may ask')
    .action((id: string) =>
      run(async (deployment, output) => {
        await forgetComment(deployment, id);
        output.change(
          deployment,
          { id, forgotten: true },
          () => `${id} is erased. Point-in-time backups forget it after 35 days.`,
        );
      }),
    );
  banCommands(comments, run);
  closeCommand(comments, run, 'close', true);
  closeCommand(comments, run, 'open', false);
}

function listCommand(comments: Command, run: Run): void {
  comments
    .command('list')
    .description('list the comments that wait for a decision')
    .option('--article <id>', 'those of an article that readers see')
    .action(({ article }: { article?: string }) =>
      run(async (deployment, output) => {
        const now = Date.now();
        output.table(
          await listComments(deployment, article),
          {
            id: ({ id }) => id,
            sent: ({ sentAt }) => relative(Date.parse(sentAt), now),
            article: ({ articleId }) => articleId,
            name: ({ name }) => name,
            comment: ({ text }) => text.replace(/\n+/g, ' '),
          },
          article === undefined ? 'No comment waits.' : 'No comment is shown.',
        );
      }),
    );
}

const pastOf: Readonly<Record<Decision, string>> = { approve: 'approved', reject: 'rejected' };

function decisionCommand(comments: Command, run: Run, decision: Decision, description: string): void {
  comments
    .command(`${decision} <comment>`)
    .description(description)
    .action((id: string) =>
      run(async (deployment, output) => {
        const { comment, changed } = await decideComment(deployment, id, decision, new Date());
        output.change(deployment, comment, () =>
          changed
            ? `${id} is ${pastOf[decision]}; the page of ${comment.articleId} follows within a minute.`
            : `${id} was ${pastOf[decision]} before.`,
        );
      }),
    );
}

function banCommands(comments: Command, run: Run): void {
  comments
    .command('ban <words>')
    .description('drop each comment with these words, or with a link to this domain, unread; what waits is rejected')
    .option('--lift', 'end the ban')
    .addHelpText('after', '\nExample:\n  caravan comments ban casino.example')
    .action((words: string, { lift = false }: { lift?: boolean }) =>
      run(async (deployment, output) => {
        if (lift) {
          await liftBan(deployment, words);
          output.change(deployment, { words, banned: false }, () => `"${words}" is banned no more.`);
          return;
        }
        const rejected = await banWords(deployment, words, new Date());
        output.change(
          deployment,
          { words, banned: true, rejected: rejected.map(({ id }) => id) },
          () =>
            `"${words}" is banned; ${rejected.length} that waited were rejected. Addresses of commenters are not kept, ` +
            'and cannot be banned.',
        );
      }),
    );
  comments
    .command('bans')
    .description('list banned words')
    .action(() =>
      run(async (deployment, output) => {
        output.table(await deployment.gate.bans(), { words: ({ words }) => words }, 'Nothing is banned.');
      }),
    );
}

function closeCommand(comments: Command, run: Run, name: string, isClosed: boolean): void {
  comments
    .command(`${name} <article>`)
    .description(isClosed ? 'take no more comments on an article' : 'end that, within the time that the stage gives')
    .action((articleId: string) =>
      run(async (deployment, output) => {
        await closeComments(deployment, articleId, isClosed, new Date());
        output.change(
          deployment,
          { articleId, closed: isClosed },
          () => `Comments on ${articleId} are ${isClosed ? 'closed' : 'open'}.`,
        );
      }),
    );
}
