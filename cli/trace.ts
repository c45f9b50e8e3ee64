import type { Command } from 'commander';
import type { Run } from './run.ts';
import { findArticle } from '../modules/operations/findArticle.ts';
import { traceArticle } from '../modules/operations/traceArticle.ts';
import { describeTrace } from './traceWords.ts';

/** `caravan trace <article>` */
export function traceCommand(program: Command, run: Run): void {
  program
    .command('trace <article>')
    .description("one article's life: the poll that found it, each version, and who has had it, when")
    .addHelpText(
      'after',
      '\nExample:\n  caravan trace 3f0c…\nThe beginning of an id will do, or the address of its page. Ids are in "caravan articles list".',
    )
    .action((id: string) =>
      run(async (deployment, output) => {
        output.show(await traceArticle((await findArticle(deployment, id)).id, deployment), (trace) =>
          describeTrace(trace, Date.now()),
        );
      }),
    );
}
