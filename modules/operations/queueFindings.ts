import { GetQueueAttributesCommand, GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import type { Deployment } from './deployment.ts';
import type { Finding } from './finding.ts';
import { queueName } from './names.ts';

export interface QueueDepth {
  readonly id: string;
  /** As `caravan dlq` calls it. */
  readonly name: string;
  readonly isDead: boolean;
  /** Whether its dead letters can be sent back. */
  readonly redrives: boolean;
  readonly waiting: number;
  readonly underWay: number;
}

/** How much waits in each queue of the stack, by SQS's own approximate counts. */
export const queueDepths = async ({ sqs, resources }: Pick<Deployment, 'sqs' | 'resources'>): Promise<QueueDepth[]> =>
  Promise.all(
    resources
      .filter(({ type }) => type === 'AWS::SQS::Queue')
      .map(async ({ id, address }) => {
        const QueueUrl = address.startsWith('http')
          ? address
          : (await sqs.send(new GetQueueUrlCommand({ QueueName: address }))).QueueUrl;
        const { Attributes = {} } = await sqs.send(
          new GetQueueAttributesCommand({
            QueueUrl,
            AttributeNames: [
              'ApproximateNumberOfMessages',
              'ApproximateNumberOfMessagesDelayed',
              'ApproximateNumberOfMessagesNotVisible',
            ],
          }),
        );
        return {
          id,
          ...queueName(id),
          waiting:
            Number(Attributes.ApproximateNumberOfMessages) + Number(Attributes.ApproximateNumberOfMessagesDelayed ?? 0),
          underWay: Number(Attributes.ApproximateNumberOfMessagesNotVisible),
        };
      }),
  );

/**
 * Findings of `caravan status` about queues.
 * @param each a line for each; else one for all that are as they should be
 */
export async function queueFindings(
  deployment: Pick<Deployment, 'sqs' | 'resources'>,
  each: boolean,
): Promise<Finding[]> {
  const depths = await queueDepths(deployment);
  const findings = depths.map(({ name, isDead, waiting, underWay }): Finding => {
    if (!isDead) return { what: `queue ${name}`, state: `${waiting} waiting, ${underWay} under way`, green: true };
    const letters = waiting + underWay;
    return {
      what: `dead letters ${name}`,
      state: `${letters} message${letters === 1 ? '' : 's'}`,
      green: letters === 0,
      ...(letters > 0 && { help: `caravan dlq show ${name}` }),
    };
  });
  return each ? findings : [...findings.filter(({ green }) => !green), ...summaryOf(depths)];
}

function summaryOf(depths: readonly QueueDepth[]): Finding[] {
  const empty = depths.filter(({ isDead, waiting, underWay }) => isDead && waiting + underWay === 0);
  const queues = depths.filter(({ isDead }) => !isDead);
  const busy = queues.filter(({ waiting, underWay }) => waiting + underWay > 0);
  return [
    { what: 'dead letters', state: `none in ${empty.length} queues`, green: true },
    {
      what: 'queues',
      state:
        busy.length === 0
          ? `nothing waits in ${queues.length}`
          : busy.map(({ name, waiting, underWay }) => `${name} ${waiting} waiting, ${underWay} under way`).join('; '),
      green: true,
    },
  ];
}
