import type { Command } from 'commander';
import { costsAtRest } from '../modules/operations/costs/atRest.ts';
import { templateOf } from '../modules/operations/costs/ofTemplate.ts';
import { spendingOfStage } from '../modules/operations/costs/ofStage.ts';
import { spendingOfTwin } from '../modules/operations/costs/ofTwin.ts';
import type { Spending, Spent } from '../modules/operations/costs/spending.ts';
import { partName } from '../modules/operations/names.ts';
import { tableOf } from './output.ts';
import type { Output } from './output.ts';
import type { Run, RunWithStage } from './run.ts';

const money = (dollars: number): string => `$${dollars.toFixed(dollars < 0.01 ? 7 : 2)}`;

/** `caravan costs`; with `--idle` of the stage's template, offline. */
export function costsCommand(program: Command, run: Run, runWith: RunWithStage): void {
  program
    .command('costs')
    .description('show costs so far, by function and service, and for a million articles')
    .option('--idle', 'the cost of a month at rest, from the template; calls nobody')
    .addHelpText('after', '\nExamples:\n  caravan costs --stage prod\n  caravan costs --idle --stage prod')
    .action(({ idle = false }: { idle?: boolean }) =>
      idle
        ? runWith(async (stage, output) => {
            showIdle(costsAtRest(await templateOf(stage)), stage, output);
          })
        : run(async (deployment, output) => {
            const bill = await (deployment.stage
              ? spendingOfStage(deployment.stage, deployment, new Date())
              : spendingOfTwin(deployment.consoleUrl));
            const dollars = sumOf(bill.spent);
            const perMillionArticles = bill.announced > 0 ? (dollars / bill.announced) * 1e6 : undefined;
            output.show({ ...bill, dollars, perMillionArticles }, () => words(bill, dollars, perMillionArticles));
          }),
    );
}

const sumOf = (spent: readonly Spent[]): number => spent.reduce((sum, one) => sum + one.dollars, 0);

function showIdle(spent: readonly Spent[], stage: string | undefined, output: Output): void {
  const dollars = sumOf(spent);
  output.show(
    { stage, dollars, spent },
    () =>
      `${money(dollars)} a month for ${stage ?? ''} while nothing happens: 730 hours, list prices of us-east-1, ` +
      `no free tier.\n\n${linesOf(spent, dollars)}`,
  );
}

function linesOf(spent: readonly Spent[], dollars: number): string {
  const lines = spent.filter((one) => one.dollars > 0).toSorted((one, other) => other.dollars - one.dollars);
  return tableOf(lines, {
    dollars: (one) => money(one.dollars),
    share: (one) => `${Math.round((one.dollars / dollars) * 100)} %`,
    what: ({ what }) => partName(what),
    service: ({ service }) => service,
    usage: ({ usage }) => usage,
  });
}

function words(
  { since, spent, announced, without }: Spending,
  dollars: number,
  perMillion: number | undefined,
): string {
  const million =
    perMillion === undefined
      ? 'Nothing was announced yet.'
      : `With ${announced} announced (articles, corrections, withdrawals) that is ${money(perMillion)} for a ` +
        'million, polls, deliveries and mails included.';
  return `${money(dollars)} ${since}. ${million}\n\n${linesOf(spent, dollars)}\n\nNot in it: ${without}.`;
}
