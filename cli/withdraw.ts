import type { Command } from 'commander';
import type { Deployment } from '../modules/operations/deployment.ts';
import { OperatorError } from '../modules/operations/operatorError.ts';
import { withdrawSource } from '../modules/operations/withdrawSource.ts';
import type { Instant } from '../platform/values/time.ts';
import { parsePast } from './arguments.ts';
import type { Output } from './output.ts';
import type { Run } from './run.ts';

interface WithdrawOptions {
  reason: string;
  source?: string;
  since?: Instant;
  dryRun: boolean;
}

/** `caravan articles withdraw`, of one article or of a source's. */
export function withdrawCommand(articles: Command, run: Run, one: (id: string, reason: string) => Promise<void>): void {
  articles
    .command('withdraw [id]')
    .description('withdraw an article everywhere, or all that a source brought since a time')
    .requiredOption('--reason <words>', 'why, as partners will read it')
    .option('--source <id>', 'all of this source that were first seen since a time')
    .option('--since <time>', 'with its zone, or how long ago: 2026-12-01T09:00+05:00, 24h', parsePast)
    .option('--dry-run', 'with --source: only list', false)
    .addHelpText(
      'after',
      '\nExamples:\n  caravan articles withdraw 3f0c… --reason "Published by mistake"\n' +
        '  caravan articles withdraw --source caspian-times --since 3h --reason "Its feed was broken into" --dry-run',
    )
    .action((id: string | undefined, { reason, source, since, dryRun }: WithdrawOptions) => {
      if (id !== undefined && source === undefined && since === undefined && !dryRun) return one(id, reason);
      return run((deployment, output) => {
        if (id !== undefined || source === undefined || since === undefined)
          throw new OperatorError('Name one article by its id, or all of a source: --source <id> --since <time>.');
        return withdrawOfSource(deployment, output, { source, since, reason, dryRun });
      });
    });
}

async function withdrawOfSource(
  deployment: Deployment,
  output: Output,
  wanted: { source: string; since: Instant; reason: string; dryRun: boolean },
): Promise<void> {
  const { source, since, dryRun } = wanted;
  const done = await withdrawSource(deployment, wanted, new Date());
  const { articles, correctedSince } = done;
  const words = () =>
    [
      ...articles.map(({ id, title }) => `${id}  ${title}`),
      dryRun
        ? `${articles.length} articles of ${source} since ${since} would be withdrawn.`
        : `${articles.length} articles of ${source} since ${since} are withdrawn; readers are told at once.`,
      ...(correctedSince.length > 0
        ? [
            `Older ones that were changed since stay: ${correctedSince.join(', ')}. Look at each: caravan articles show <id>`,
          ]
        : []),
    ].join('\n');
  if (dryRun) output.show({ ...wanted, ...done }, words);
  else output.change(deployment, { ...wanted, ...done }, words);
}
