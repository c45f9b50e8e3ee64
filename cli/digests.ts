import type { Command } from 'commander';
import { writeFile } from 'node:fs/promises';
import { digestNow } from '../modules/digests/enqueueDueDigests.ts';
import { previewDigest } from '../modules/operations/previewDigest.ts';
import { findReader } from '../modules/operations/findReader.ts';
import { mailState } from '../modules/operations/mailFindings.ts';
import { OperatorError } from '../modules/operations/operatorError.ts';
import { relative } from '../modules/operations/words.ts';
import { epochSeconds } from '../platform/values/time.ts';
import { tableOf } from './output.ts';
import { digestColumns } from './readerWords.ts';
import type { Run } from './run.ts';

const shownDue = 200;

/** `caravan digests …` */
export function digestsCommands(program: Command, run: Run): void {
  const digests = program.command('digests').description('manage digests by email');

  listCommand(digests, run);
  previewCommand(digests, run);
  sendCommand(digests, run);
}

function listCommand(digests: Command, run: Run): void {
  digests
    .command('list [reader]')
    .description('list digests that are due and the send rate, or the digests of one subscriber')
    .action((text: string | undefined) =>
      run(async (deployment, output) => {
        if (text === undefined) {
          const now = new Date();
          const [due, mail] = await Promise.all([
            deployment.subscribers.due(epochSeconds(now), shownDue),
            mailState(deployment, now),
          ]);
          output.show({ due, mail }, () => {
            const table = tableOf(due, {
              reader: ({ subscriberId }) => subscriberId,
              due: ({ dueAt }) => relative(dueAt * 1_000, now.getTime()),
            });
            const many = due.length === shownDue ? `${shownDue} or more` : String(due.length);
            return `${mail.words}\n\n${due.length === 0 ? 'No digest is due.' : `${many} due, the longest first:\n${table}`}`;
          });
          return;
        }
        const reader = await findReader(text, deployment);
        output.table(
          await deployment.digests.ofSubscriber(reader.id, 30),
          digestColumns(reader.preferences.cadence.zone),
          'No digest yet.',
        );
      }),
    );
}

function previewCommand(digests: Command, run: Run): void {
  digests
    .command('preview <reader>')
    .description('show the next digest as it would be now; nothing is sent')
    .option('--html <file>', 'write it as HTML')
    .action((text: string, { html }: { html?: string }) =>
      run(async (deployment, output) => {
        const mail = await previewDigest(await findReader(text, deployment), deployment, new Date());
        if (html !== undefined) await writeFile(html, mail.html);
        output.show(mail, ({ subject, text: plain }) =>
          html === undefined ? `Subject: ${subject}\n\n${plain}` : `Written to ${html}.`,
        );
      }),
    );
}

function sendCommand(digests: Command, run: Run): void {
  digests
    .command('send <reader>')
    .description('send the next digest now')
    .action((text: string) =>
      run(async (deployment, output) => {
        const { id } = await findReader(text, deployment);
        const row = await digestNow(id, deployment, new Date());
        if (row?.status !== 'active')
          throw new OperatorError(
            `${text} is ${row?.status ?? 'gone'}${row?.reason ? ` (${row.reason})` : ''}: no digest goes out.`,
          );
        output.change(
          deployment,
          { id, dueAt: row.dueAt },
          () => `Asked for. Where nothing is new since the last, none is sent: caravan digests list ${id}`,
        );
      }),
    );
}
