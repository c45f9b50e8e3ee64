import { TwinError } from '../twinError.ts';
import type { MessageEngine } from '../engines/messageEngine.ts';
import type { Table } from '../engines/tables.ts';
import type { AccessCheck } from '../gateway/access.ts';
import type { Journal } from '../journal/journal.ts';
import type { LambdaFunction } from '../lambda/lambdaFunction.ts';
import type { Meter } from '../meter/meter.ts';
import type { Resource, Stack } from '../template/stack.ts';
import type { Switches } from '../control/switches.ts';
import { destinationOf } from './destination.ts';
import type { Lineages } from './lineages.ts';
import type { Losses } from './losses.ts';
import { mappingOf } from './mapping.ts';
import { pollQueue } from './queuePoller.ts';
import { StreamReader } from './streamReader.ts';

export interface SourceParts {
  readonly stack: Stack;
  readonly tables: readonly Table[];
  readonly messages: MessageEngine;
  readonly journal: Journal;
  readonly access: AccessCheck;
  readonly meter: Meter;
  readonly stopping: AbortSignal;
  readonly switches: Switches;
  readonly fastRetries: boolean;
  readonly losses: Losses;
  readonly lineages: Lineages;
  functionOf(reference: string): LambdaFunction | undefined;
}

/** The event sources of functions, started together, and watched for messages that still wait. */
export interface EventSources {
  /** The queues that a function works off. */
  readonly queues: readonly { readonly queue: Resource; readonly mappingId: string }[];
  readonly streams: readonly StreamReader[];
  /** How many batches of messages are being dealt with. */
  readonly handled: () => number;
  /** Starts feeding; ends when the twin stops. */
  run(): Promise<void>;
}

const queuePermissions = ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'].map(
  (operation) => `sqs:${operation}`,
);
const streamPermissions = ['GetRecords', 'GetShardIterator', 'DescribeStream'].map(
  (operation) => `dynamodb:${operation}`,
);

/**
 * Reads the event source mappings and checks, as AWS does at their creation, that each function may read its source.
 */
export async function eventSourcesOf(parts: SourceParts): Promise<EventSources> {
  const queues: { queue: Resource; mappingId: string }[] = [];
  const streams: StreamReader[] = [];
  const starts: (() => Promise<void>)[] = [];
  let handled = 0;
  const handling = async <T>(work: () => Promise<T>): Promise<T> => {
    handled += 1;
    try {
      return await work();
    } finally {
      handled -= 1;
    }
  };
  for (const mapping of parts.stack
    .ofType('AWS::Lambda::EventSourceMapping')
    .filter(({ properties }) => properties['Enabled'] !== false)
    .map(mappingOf)) {
    const target = parts.functionOf(mapping.functionRef);
    const queue = parts.stack.byArn(mapping.sourceArn);
    const table = parts.tables.find(({ stream }) => stream?.arn === mapping.sourceArn);
    if (target === undefined)
      throw new TwinError(
        `The event source mapping ${mapping.id} feeds ${mapping.functionRef}, which is no function of the stack.`,
      );
    const mayRead = (actions: readonly string[]): Promise<void> =>
      parts.access.require(
        target.settings.id,
        actions.map((action) => ({ action, resource: mapping.sourceArn })),
        `The event source mapping ${mapping.id} cannot be created`,
      );
    if (queue !== undefined) {
      await mayRead(queuePermissions);
      requireVisibility(queue, target);
      queues.push({ queue, mappingId: mapping.id });
      starts.push(() => pollQueue(mapping, queue, target, { ...parts, engine: parts.messages, handling }));
    } else if (table !== undefined) {
      await mayRead(streamPermissions);
      const onFailure = await destinationOf(parts, mapping.onFailureArn, target.settings.id);
      const reader = new StreamReader(mapping, table, target, parts.journal, onFailure, parts);
      streams.push(reader);
      starts.push(() => reader.run());
    } else
      throw new TwinError(
        `The twin cannot run the event source ${mapping.sourceArn} of ${mapping.id}: queues and table streams of the same stack, please.`,
      );
  }
  return {
    queues,
    streams,
    handled: () => handled,
    run: async () => {
      await Promise.all(starts.map((start) => start()));
    },
  };
}

/** AWS refuses a mapping whose messages come back while their function may still be at work. */
function requireVisibility(queue: Resource, { settings }: LambdaFunction): void {
  const visible = Number(queue.properties['VisibilityTimeout'] ?? 30);
  if (visible < settings.timeoutSeconds) {
    throw new TwinError(
      `The queue ${queue.id} shows its messages again after ${visible} s, while ${settings.id} may run for ${settings.timeoutSeconds} s.`,
    );
  }
}
