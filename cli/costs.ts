import type { Command } from 'commander';
import type { Spending } from './costs/spending.ts';
import { tableOf } from './output.ts';
import type { Run } from './run.ts';

const money = (dollars: number): string => `$${dollars.toFixed(dollars < 0.01 ? 7 : 2)}`;

/** `caravan costs` */
export function costsCommand(program: Command, run: Run): void {
  program.command('costs').description('what was spent so far, by function and service, and for a million articles')
    .addHelpText('after', '\nExample:\n  caravan costs --stage prod')
    .action(() => run(async (deployment, output) => {
      const bill = await deployment.spending();
      const dollars = bill.spent.reduce((sum, one) => sum + one.dollars, 0);
      const perMillionArticles = bill.announced > 0 ? (dollars / bill.announced) * 1e6 : undefined;
      output.show({ ...bill, dollars, perMillionArticles }, () => words(bill, dollars, perMillionArticles));
    }));
}

function words({ since, spent, announced, without }: Spending, dollars: number, perMillion: number | undefined): string {
  const lines = spent.filter((one) => one.dollars > 0).toSorted((one, other) => other.dollars - one.dollars);
  const table = tableOf(lines, { dollars: (one) => money(one.dollars), share: (one) => `${Math.round((one.dollars / dollars) * 100)} %`, what: ({ what }) => what, service: ({ service }) => service, usage: ({ usage }) => usage });
  const million = perMillion === undefined ? 'Nothing was announced yet.' : `With ${announced} announced (articles, corrections, withdrawals) that is ${money(perMillion)} for a million, polls, deliveries and mails included.`;
  return `${money(dollars)} ${since}. ${million}\n\n${table}\n\nNot in it: ${without}.`;
}
