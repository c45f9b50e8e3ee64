import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { Command } from 'commander';
import type { DeadLetter } from '../modules/operations/deadLetters/deadLetter.ts';
import { drop, look, redrive } from '../modules/operations/deadLetters/care.ts';
import { deadLetters, deadLettersNamed, queueUrlOf } from '../modules/operations/deadLetters/queues.ts';
import { parseLimit } from './arguments.ts';
import type { Deployment } from '../modules/operations/deployment.ts';
import type { Run } from './run.ts';

/** `caravan dlq`: what could not be done, waiting for a person. */
export function deadLettersCommands(program: Command, run: Run): void {
  const dlq = program.command('dlq').description('dead letters: messages that failed for good, kept for 14 days');

  listCommand(dlq, run);
  showCommand(dlq, run);
  redriveCommand(dlq, run);
  dropCommand(dlq, run);
}

function listCommand(dlq: Command, run: Run): void {
  dlq
    .command('list')
    .description('list the dead-letter queues, with counts and their entries in docs/runbook.md')
    .action(() =>
      run(async (deployment, output) => {
        const rows = await Promise.all(
          deadLetters.map(async ({ name, id, worker, heading }) => ({
            name,
            waiting: await countIn(deployment, id),
            worker,
            heading,
          })),
        );
        output.table(
          rows,
          {
            queue: ({ name }) => name,
            waiting: ({ waiting }) => String(waiting),
            'log of': ({ worker }) => worker,
            runbook: ({ heading }) => heading,
          },
          '',
        );
      }),
    );
}

function showCommand(dlq: Command, run: Run): void {
  dlq
    .command('show <queue>')
    .description('show the dead letters of a queue, with the reason of each')
    .option('--limit <n>', 'how many', parseLimit, 20)
    .addHelpText(
      'after',
      '\nExample:\n  caravan dlq show deliveries\nOf a FIFO queue it shows the first letter of each group.',
    )
    .action((name: string, { limit }: { limit: number }) =>
      run(async (deployment, output) => {
        const { worker } = deadLettersNamed(name);
        const letters = await look(deployment, name, limit);
        output.table(
          letters,
          {
            id: (letter) => letter.id,
            since: ({ sentAt }) => sentAt,
            about: ({ about }) => wordsOf(about),
            why: ({ reason }) => reason ?? `the log of ${worker} says it, by these ids`,
          },
          `No dead letters in ${name}.`,
        );
      }),
    );
}

function redriveCommand(dlq: Command, run: Run): void {
  dlq
    .command('redrive <queue>')
    .description('send dead letters back to their queue, once the cause is mended; finished work is not repeated')
    .option('--id <id>', 'only this dead letter')
    .addHelpText('after', '\nExample:\n  caravan dlq redrive deliveries')
    .action((name: string, { id }: { id?: string }) =>
      run(async (deployment, output) => {
        const moved = await redrive(deployment, name, id);
        output.change(deployment, { queue: name, ...moved }, ({ taken, left }) =>
          taken + left === 0 ? `No dead letters in ${name}.` : `Sent back: ${taken}. Left: ${left}.`,
        );
      }),
    );
}

function dropCommand(dlq: Command, run: Run): void {
  dlq
    .command('drop <queue>')
    .description('delete dead letters for good')
    .option('--id <id>', 'only this dead letter')
    .requiredOption('--reason <text>', 'the reason, for the record that this prints')
    .addHelpText('after', '\nExample:\n  caravan dlq drop schedule --reason "made good by the next run"')
    .action((name: string, { id, reason }: { id?: string; reason: string }) =>
      run(async (deployment, output) => {
        const { letters, ...dropped } = await drop(deployment, name, id);
        output.change(
          deployment,
          { queue: name, reason, droppedAt: new Date().toISOString(), letters, ...dropped },
          ({ taken, left }) =>
            [
              ...letters.map((letter) => `${letter.id}  ${wordsOf(letter.about)}`),
              `Dropped: ${taken} (${reason}). Left: ${left}.`,
            ].join('\n'),
        );
      }),
    );
}

async function countIn(deployment: Deployment, id: string): Promise<number> {
  const { Attributes = {} } = await deployment.sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: await queueUrlOf(deployment, id),
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  return Number(Attributes.ApproximateNumberOfMessages) + Number(Attributes.ApproximateNumberOfMessagesNotVisible);
}

const wordsOf = (about: DeadLetter['about']): string =>
  Object.entries(about)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ') || 'nothing that could be read';
