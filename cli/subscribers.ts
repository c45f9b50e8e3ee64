import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { subscriberStatuses } from '../modules/subscribers/subscriber.ts';
import type { Subscriber } from '../modules/subscribers/subscriber.ts';
import { parseLimit } from './arguments.ts';
import { exportReaders } from '../modules/operations/exportReaders.ts';
import { findReader } from '../modules/operations/findReader.ts';
import { importReaders } from '../modules/operations/importReaders.ts';
import type { Imported, ImportOptions } from '../modules/operations/importReaders.ts';
import { inZone, relative } from '../modules/operations/words.ts';
import { allow, forget, suppress } from '../modules/operations/readerCare.ts';
import { cadenceWords, choiceWords, describeReader } from './readerWords.ts';
import type { Run } from './run.ts';
import { sesSuppression } from '../modules/operations/sesList.ts';

const statusOption = () => new Option('--status <status>', 'only these').choices(subscriberStatuses);

/** `caravan subscribers …` */
export function subscribersCommands(program: Command, run: Run): void {
  const subscribers = program.command('subscribers').description('manage subscribers by email');

  listCommand(subscribers, run);
  showCommand(subscribers, run);
  importCommand(subscribers, run);
  exportCommand(subscribers, run);

  const change = (name: string, description: string) =>
    subscribers.command(`${name} <reader>`).description(description);
  change('suppress', 'send no more email to an address or id')
    .requiredOption('--reason <words>', 'why', parseWords)
    .action((text: string, { reason }: { reason: string }) =>
      run(async (deployment, output) => {
        output.change(deployment, await suppress(text, reason, deployment, new Date()), ({ said }) => said);
      }),
    );
  change('allow', "lift a suppression, ours and SES's; the person may sign up again").action((text: string) =>
    run(async (deployment, output) => {
      output.change(deployment, await allow(text, deployment, new Date()), ({ said }) => said);
    }),
  );
  change('forget', 'erase everything about a person')
    .option('--yes', 'it cannot be undone')
    .action((text: string, { yes = false }: { yes?: boolean }) =>
      run(async (deployment, output) => {
        output.change(deployment, await forget(text, yes, deployment), ({ said }) => said);
      }),
    );
}

function listCommand(subscribers: Command, run: Run): void {
  subscribers
    .command('list')
    .description('list subscribers')
    .addOption(statusOption())
    .option('--limit <count>', 'how many, 200 at most', parseLimit, 50)
    .action(({ status, limit }: { status?: Subscriber['status']; limit: number }) =>
      run(async (deployment, output) => {
        const rows: Subscriber[] = [];
        for await (const reader of deployment.subscribers.all()) {
          if (status === undefined || reader.status === status) rows.push(reader);
          if (rows.length === limit) break;
        }
        const nowMs = Date.now();
        output.table(
          rows,
          {
            id: ({ id }) => id,
            address: ({ address }) => address,
            status: (row) => row.status,
            digests: ({ preferences: { cadence } }) => cadenceWords(cadence),
            wants: ({ preferences: { choice } }) => choiceWords(choice),
            'next (their clock)': ({ dueAt, preferences: { cadence } }) =>
              dueAt === undefined ? '' : inZone(dueAt, cadence.zone),
            last: ({ lastDigest }) =>
              lastDigest ? `${relative(Date.parse(lastDigest.at), nowMs)}, ${lastDigest.stories} stories` : '',
          },
          'No such readers. They sign up at /subscribe, or: caravan subscribers import <csv>',
        );
      }),
    );
}

function showCommand(subscribers: Command, run: Run): void {
  subscribers
    .command('show <reader>')
    .description('show a subscriber, by address or id, with the last digests')
    .action((text: string) =>
      run(async (deployment, output) => {
        const reader = await findReader(text, deployment);
        const [digests, onSesList] = await Promise.all([
          deployment.digests.ofSubscriber(reader.id, 10),
          sesSuppression(deployment.ses, reader.address),
        ]);
        output.show({ ...reader, onSesList, digests }, () => describeReader(reader, digests, onSesList, Date.now()));
      }),
    );
}

function importCommand(subscribers: Command, run: Run): void {
  subscribers
    .command('import <csv>')
    .description('add subscribers from a CSV file; each must confirm, unless you say where they agreed')
    .option('--consent <where>', 'where they agreed: they get digests at once', parseWords)
    .option('--ask-again', 'ask those who have left whether they want to come back', false)
    .option('--dry-run', 'only count', false)
    .addHelpText(
      'after',
      '\nColumns, in any order: address, topics, sources (slugs with ; between), frequency (daily, weekdays, ' +
        'weekly), weekday (1 is Monday), hour, zone, language; heads of other programs, such as "Email Address" or ' +
        '"timezone", are known. Separated by commas, semicolons or tabs.\nExample:\n' +
        '  caravan subscribers import readers.csv --consent "Newsletter sign-ups of 2025" --dry-run',
    )
    .action((file: string, options: ImportOptions) =>
      run(async (deployment, output) => {
        const done = await importReaders(file, options, deployment, new Date());
        const words = ({ broken, notes, counts }: Imported) =>
          [
            ...notes,
            ...broken.map(({ line, what }) => `Line ${line}: ${what}`),
            Object.entries(counts)
              .map(([what, count]) => `${count} ${what}`)
              .join(', '),
          ].join('\n');
        if (options.dryRun) output.show(done, words);
        else output.change(deployment, done, words);
        if (done.broken.length > 0) process.exitCode = 1;
      }),
    );
}

function exportCommand(subscribers: Command, run: Run): void {
  subscribers
    .command('export')
    .description('write subscribers as CSV, which import reads')
    .addOption(statusOption())
    .action(({ status }: { status?: Subscriber['status'] }) =>
      run(async (deployment) => {
        await exportReaders(deployment.subscribers, status, process.stdout);
      }),
    );
}

function parseWords(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('Write some words.');
  return text.trim();
}
