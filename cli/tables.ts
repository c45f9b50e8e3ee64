import type { Command } from 'commander';
import { OperatorError } from '../modules/operations/operatorError.ts';
import { compareExport, warningsOf } from '../modules/operations/tables/compare.ts';
import { exportTable } from '../modules/operations/tables/exportTable.ts';
import { tableNamed } from '../modules/operations/tables/homes.ts';
import { importTable } from '../modules/operations/tables/importTable.ts';
import { restoreTables } from '../modules/operations/tables/restore.ts';
import type { Restored } from '../modules/operations/tables/restore.ts';
import type { Run } from './run.ts';

/** `caravan tables …` */
export function tablesCommands(program: Command, run: Run): void {
  const tables = program.command('tables').description('export, import and restore tables (docs/restoring.md)');

  tables
    .command('export <table> <folder>')
    .description(
      "write all items of a table into a folder, in DynamoDB's export format; subscribers' addresses are among them",
    )
    .addHelpText('after', '\nExample:\n  caravan tables export articles backup/articles')
    .action((name: string, folder: string) =>
      run(async (deployment, output) => {
        const table = tableNamed(name, deployment);
        const items = await exportTable(deployment, deployment.tableNames[table], folder);
        output.show({ table, folder, items }, () => `${items} items of ${name} are in ${folder}.`);
      }),
    );

  tables
    .command('import <table> <folder>')
    .description("put a table's export back, over the items that are there; nothing is announced again")
    .option('--yes', 'also where rows would go back to an earlier state', false)
    .addHelpText('after', '\nExample:\n  caravan tables import articles backup/articles')
    .action((name: string, folder: string, { yes }: { yes: boolean }) =>
      run(async (deployment, output) => {
        const table = tableNamed(name, deployment);
        const compared = await compareExport(deployment, table, folder);
        const warnings = warningsOf(compared);
        if (warnings.length > 0 && !yes)
          throw new OperatorError(
            `${warnings.join('\n')}\nNothing was changed. Where that is meant: ` +
              `caravan tables import ${name} ${folder} --yes`,
          );
        await importTable(deployment, table, folder, new Date());
        output.change(
          deployment,
          { folder, ...compared },
          ({ items }) => `${items} items of ${folder} are in ${name}.`,
        );
      }),
    );

  tables
    .command('restore <folder>')
    .description('put exports of all four tables back, in the right order, while every channel stands still')
    .option('--yes', 'also where rows would go back to an earlier state', false)
    .option('--keep-paused', 'leave the channels paused, to withdraw anew what was withdrawn since', false)
    .addHelpText(
      'after',
      '\nThe folder has a folder for each table: deliveries, subscribers, sources, articles.\n' +
        'Example:\n  caravan tables restore backup',
    )
    .action((folder: string, options: { yes: boolean; keepPaused: boolean }) =>
      run(async (deployment, output) => {
        const restored = await restoreTables(deployment, folder, options, (step) => {
          if (process.stderr.isTTY) console.error(step);
        });
        output.change(deployment, restored, wordsOf);
      }),
    );
}

const wordsOf = ({ tables, paused }: Restored): string =>
  [
    ...tables.map(({ table, items }) => `${items} items are in ${table}.`),
    ...tables.flatMap(warningsOf),
    paused.length === 0
      ? 'Every channel runs again.'
      : `These channels stand still, until you resume each: ${paused.join(', ')}.`,
    'What was on its way at the moment of the export stands in no queue: caravan replay webhooks --since <an hour before> --dry-run',
  ].join('\n');
