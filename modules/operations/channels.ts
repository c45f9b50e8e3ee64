import { DescribeRuleCommand, DisableRuleCommand, EnableRuleCommand } from '@aws-sdk/client-eventbridge';
import { GetEventSourceMappingCommand, UpdateEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Deployment } from './deployment.ts';
import type { Finding } from './finding.ts';
import { OperatorError } from './operatorError.ts';

/** A part of the pipeline that can stand still while what comes waits. */
export interface Channel {
  readonly name: string;
  /** Beginnings of logical ids: of schedules' rules, and of event source mappings. */
  readonly rules: readonly string[];
  readonly mappings: readonly string[];
  /** The effect that readers notice meanwhile. */
  readonly meanwhile: string;
  /** For so long nothing is lost; without end where undefined. */
  readonly keptDays?: number;
}

/** The days are those of the queues' retention, and of DynamoDB's streams; test/e2e/pause.test.ts compares them. */
export const channels: readonly Channel[] = [
  {
    name: 'polling',
    rules: ['PollingScheduleRun'],
    mappings: ['PollingIngestSqs'],
    meanwhile: 'No source is polled. Sources stay due; what a publisher takes off its feed meanwhile is missed.',
  },
  {
    name: 'announcing',
    rules: [],
    mappings: ['PublishingPublishDynamoDB'],
    meanwhile: 'Nothing new comes out anywhere. Changes wait in the stream, which keeps them for a day.',
    keptDays: 1,
  },
  {
    name: 'webhooks',
    rules: ['DeliveringRetryRun', 'ReconcilingReconcileRun'],
    mappings: ['DeliveringDeliverSqs'],
    meanwhile: 'Partners hear nothing. Deliveries wait in their queue; the pull API has everything.',
    keptDays: 14,
  },
  {
    name: 'digests',
    rules: ['DigestingDueDigestsRun'],
    mappings: ['DigestingDigestSqs'],
    meanwhile: 'No digest goes out. Readers stay due, and get one for all that they missed.',
  },
  {
    name: 'confirmations',
    rules: [],
    mappings: ['SigningUpConfirmSqs'],
    meanwhile: 'Who signs up gets the mail to confirm it late.',
    keptDays: 2,
  },
  {
    name: 'comments',
    rules: [],
    mappings: ['CommentingSendModerationSqs'],
    meanwhile: 'Nobody is told of comments that arrive, and they wait in their queue. What was approved stands.',
    keptDays: 4,
  },
];

/** @throws a fault that lists the names there are */
export function channelNamed(name: string): Channel {
  const found = channels.find((channel) => channel.name === name);
  if (!found)
    throw new OperatorError(`There is no channel ${name}: ${channels.map((channel) => channel.name).join(', ')}.`);
  return found;
}

/** Switches off or on. First what asks for work, then what does it; on again the other way round. */
export async function turn(deployment: Deployment, channel: Channel, on: boolean): Promise<void> {
  const { rules, mappings } = partsOf(deployment, channel);
  const turnRules = () =>
    Promise.all(
      rules.map((Name) =>
        deployment.events.send(on ? new EnableRuleCommand({ Name }) : new DisableRuleCommand({ Name })),
      ),
    );
  const turnMappings = () =>
    Promise.all(
      mappings.map((UUID) => deployment.lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: on }))),
    );
  for (const step of on ? [turnMappings, turnRules] : [turnRules, turnMappings]) await step();
  if (!on) for (const UUID of mappings) await untilDisabled(deployment, UUID);
}

/** Messages that were received before are worked on to their end, so that a pause takes some seconds. */
async function untilDisabled({ lambda }: Deployment, UUID: string): Promise<void> {
  while ((await lambda.send(new GetEventSourceMappingCommand({ UUID }))).State !== 'Disabled') await sleep(250);
}

/** Whether any part of it is switched off. */
export async function isPaused(deployment: Deployment, channel: Channel): Promise<boolean> {
  const { rules, mappings } = partsOf(deployment, channel);
  const states = await Promise.all([
    ...rules.map(async (Name) => (await deployment.events.send(new DescribeRuleCommand({ Name }))).State),
    ...mappings.map(async (UUID) => (await deployment.lambda.send(new GetEventSourceMappingCommand({ UUID }))).State),
  ]);
  return states.some((state) => /^disabl/i.test(state ?? ''));
}

function partsOf({ resources, name }: Deployment, channel: Channel) {
  const named = (type: string) => (id: string) => {
    const found = resources.find((resource) => resource.type === type && resource.id.startsWith(id));
    if (!found) throw new OperatorError(`${name} has no ${id}: it is of another release; deploy it again.`);
    return found.address;
  };
  return {
    rules: channel.rules.map(named('AWS::Events::Rule')),
    mappings: channel.mappings.map(named('AWS::Lambda::EventSourceMapping')),
  };
}

/** Findings of `caravan status` about paused channels. */
export async function pauseFindings(deployment: Deployment): Promise<Finding[]> {
  const paused = await Promise.all(
    channels.map(async (channel) => ({ channel, is: await isPaused(deployment, channel) })),
  );
  return paused
    .filter(({ is }) => is)
    .map(({ channel: { name, meanwhile } }) => ({
      what: `channel ${name}`,
      state: `paused. ${meanwhile}`,
      green: false,
      help: `caravan resume ${name}`,
    }));
}
