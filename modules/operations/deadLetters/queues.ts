import { GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import type { Deployment } from '../deployment.ts';
import { OperatorError } from '../operatorError.ts';

/** A dead-letter queue by the name that an operator types. */
export interface DeadLetters {
  readonly name: string;
  /** Its logical id, without the hash at the end. */
  readonly id: string;
  /** Whose work could not be done: its log says why. */
  readonly worker: string;
  /** The alarm, and its entry in the runbook. */
  readonly heading: string;
  /** The queue that its messages go back to. */
  readonly source?: string;
  /** Why nothing can be sent back, where it is so. */
  readonly instead?: string;
}

const run = (name: string, id: string, worker: string, heading: string): DeadLetters => ({
  name,
  id,
  worker,
  heading,
  instead: 'A later run has made good what this one missed: drop it once its cause is mended.',
});

export const deadLetters: readonly DeadLetters[] = [
  run('schedule', 'PollingScheduleRunDeadLetters', 'Schedule', 'Schedule dead letters'),
  {
    name: 'polls',
    id: 'PollingPollsDeadLetters',
    worker: 'Ingest',
    heading: 'Polls dead letters',
    source: 'PollingPolls',
  },
  {
    name: 'leases',
    id: 'PollingLeasesDeadLetters',
    worker: 'Lease',
    heading: 'Leases dead letters',
    source: 'PollingLeases',
  },
  {
    name: 'publish',
    id: 'PublishingPublishDeadLetters',
    worker: 'Publish',
    heading: 'Publish dead letters',
    instead:
      'What a stream told once it tells no more: bring the article out anew, as ' +
      'docs/runbook.md#publish-dead-letters says, and drop the letter.',
  },
  run('release', 'PublishingReleaseRunDeadLetters', 'Release', 'Release dead letters'),
  {
    name: 'fan-out',
    id: 'DeliveringFanoutDeadLetters',
    worker: 'Fanout',
    heading: 'Fan-out dead letters',
    source: 'DeliveringFanoutQueue',
  },
  {
    name: 'deliveries',
    id: 'DeliveringDeliveriesDeadLetters',
    worker: 'Deliver',
    heading: 'Deliveries dead letters',
    source: 'DeliveringDeliveries',
  },
  run('retry', 'DeliveringRetryRunDeadLetters', 'Retry', 'Retry dead letters'),
  run('tell-partners', 'PartnerNoticesTellRunDeadLetters', 'Tell partners', 'Tell partners dead letters'),
  {
    name: 'intents',
    id: 'HubIntentsDeadLetters',
    worker: 'Verify',
    heading: 'Intents dead letters',
    source: 'HubIntents',
  },
  {
    name: 'confirmations',
    id: 'SigningUpConfirmationsDeadLetters',
    worker: 'Confirm',
    heading: 'Confirmations dead letters',
    source: 'SigningUpConfirmations',
  },
  {
    name: 'comments',
    id: 'CommentingCommentsDeadLetters',
    worker: 'SendModeration',
    heading: 'Comments dead letters',
    source: 'CommentingComments',
  },
  run('due-digests', 'DigestingDueDigestsRunDeadLetters', 'DueDigests', 'Due digests dead letters'),
  {
    name: 'digests',
    id: 'DigestingDigestsDeadLetters',
    worker: 'Digest',
    heading: 'Digests dead letters',
    source: 'DigestingDigests',
  },
  run('reconcile', 'ReconcilingReconcileRunDeadLetters', 'Reconcile', 'Reconcile dead letters'),
  run('weather', 'WeatherWeatherRunDeadLetters', 'Weather', 'Weather dead letters'),
  {
    name: 'mail-events',
    id: 'MailingEventsDeadLetters',
    worker: 'MailEvents',
    heading: 'Mail events dead letters',
    source: 'MailingEventsQueue',
  },
];

/** @throws a fault that lists the names there are */
export function deadLettersNamed(name: string): DeadLetters {
  const found = deadLetters.find((queue) => queue.name === name);
  if (!found)
    throw new OperatorError(
      `There is no dead-letter queue ${name}: ${deadLetters.map((queue) => queue.name).join(', ')}.`,
    );
  return found;
}

/** Where a queue of the stack is reached, by its logical id without the hash. */
export async function queueUrlOf({ resources, sqs, name }: Deployment, id: string): Promise<string> {
  const found = resources.find(
    (resource) => resource.type === 'AWS::SQS::Queue' && resource.id.replace(/[0-9A-F]{8}$/, '') === id,
  );
  if (!found) throw new OperatorError(`${name} has no queue ${id}: it is of another release; deploy it again.`);
  if (found.address.startsWith('http')) return found.address;
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: found.address }));
  return QueueUrl ?? found.address;
}
