import type { Command } from 'commander';
import type { Deployment } from '../modules/operations/deployment.ts';
import { OperatorError } from '../modules/operations/operatorError.ts';
import type { Run } from './run.ts';
import { exportTable } from '../modules/operations/tables/exportTable.ts';
import { checkExport, importTable, skipNumbers } from '../modules/operations/tables/importTable.ts';

/** `caravan tables …` */
export function tablesCommands(program: Command, run: Run): void {
  const tables = program.command('tables').description('export and import tables (docs/restoring.md)');

  tables
    .command('export <table> <folder>')
    .description(
      "write all items of a table into a folder, in DynamoDB's export format; subscribers' addresses are among them",
    )
    .addHelpText('after', '\nExample:\n  caravan tables export articles backup/articles')
    .action((name: string, folder: string) =>
      run(async (deployment, output) => {
        const items = await exportTable(deployment, tableNamed(name, deployment), folder);
        output.show({ table: name, folder, items }, () => `${items} items of ${name} are in ${folder}.`);
      }),
    );

  tables
    .command('import <table> <folder>')
    .description('put the items of an export into a table, over those that are there; nothing is announced again')
    .addHelpText('after', '\nExample:\n  caravan tables import articles backup/articles')
    .action((name: string, folder: string) =>
      run(async (deployment, output) => {
        const table = tableNamed(name, deployment);
        const items = await checkExport(folder);
        await importTable(deployment, table, folder, new Date());
        if (name === 'articles') await skipNumbers(deployment, table);
        output.change(deployment, { table: name, folder, items }, () => `${items} items of ${folder} are in ${name}.`);
      }),
    );
}

function tableNamed(name: string, { tableNames }: Deployment): string {
  const found = new Map(Object.entries(tableNames)).get(name);
  if (found === undefined) throw new OperatorError(`There is no table ${name}: ${Object.keys(tableNames).join(', ')}.`);
  return found;
}
