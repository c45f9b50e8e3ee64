import { GetQueueAttributesCommand, GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import type { Command } from 'commander';
import { deadLetters } from '../modules/operations/deadLetters/queues.ts';
import type { Deployment } from '../modules/operations/deployment.ts';
import { endpointFindings } from '../modules/operations/endpointFindings.ts';
import type { Finding } from '../modules/operations/finding.ts';
import { mailFindings } from '../modules/operations/mailFindings.ts';
import { sourceFindings } from '../modules/operations/sourceHealth.ts';
import { cut } from '../modules/operations/words.ts';
import { pauseFindings } from './pause.ts';
import type { Run } from './run.ts';

/** `caravan status`: all green, or what is not, with the command that helps. Exit code 1 where something is not. */
export function statusCommand(program: Command, run: Run): void {
  program
    .command('status')
    .description('show everything that is not green, with the command that helps; exits with 1 if there is any')
    .action(() =>
      run(async (deployment, output) => {
        const findings = [
          ...(await sourceFindings(deployment, new Date())),
          ...(await heldFindings(deployment)),
          ...(await endpointFindings(deployment)),
          ...(await mailFindings(deployment, new Date())),
          ...(await queueFindings(deployment)),
          ...(await pauseFindings(deployment)),
        ];
        output.table(
          findings,
          {
            '': ({ green }) => (green ? '✓' : '✗'),
            what: ({ what }) => what,
            state: ({ state }) => state,
            'what helps': ({ help = '' }) => help,
          },
          'Nothing to say.',
        );
        if (!findings.every(({ green }) => green)) process.exitCode = 1;
      }),
    );
}

/** An embargo that nobody can read holds its article until the operator speaks. */
const heldFindings = async ({ articles }: Deployment): Promise<Finding[]> =>
  (await articles.heldUnread()).map(({ id, title, source, embargoUnread = '' }) => ({
    what: `article ${id}`,
    state: `held: "${cut(title, 40)}" of ${source.name} has an embargo that cannot be read: ${JSON.stringify(cut(embargoUnread, 40))}`,
    green: false,
    help: `caravan articles release ${id}, or embargo it until a time`,
  }));

async function queueFindings({ sqs, resources }: Deployment): Promise<Finding[]> {
  return Promise.all(
    resources
      .filter(({ type }) => type === 'AWS::SQS::Queue')
      .map(async ({ id, address }) => {
        const QueueUrl = address.startsWith('http')
          ? address
          : (await sqs.send(new GetQueueUrlCommand({ QueueName: address }))).QueueUrl;
        const { Attributes } = await sqs.send(
          new GetQueueAttributesCommand({
            QueueUrl,
            AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
          }),
        );
        const [waiting, underWay] = [
          Number(Attributes?.ApproximateNumberOfMessages),
          Number(Attributes?.ApproximateNumberOfMessagesNotVisible),
        ];
        const dead = id.includes('DeadLetters');
        return dead
          ? {
              what: `dead letters ${id}`,
              state: `${waiting + underWay} messages`,
              green: waiting + underWay === 0,
              ...(waiting + underWay > 0 && {
                help: `caravan dlq show ${deadLetters.find((queue) => id.startsWith(queue.id))?.name ?? ''}`,
              }),
            }
          : { what: `queue ${id}`, state: `${waiting} waiting, ${underWay} under way`, green: true };
      }),
  );
}
