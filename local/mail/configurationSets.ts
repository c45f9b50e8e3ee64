import { isObject, type Json, textOf } from '../template/json.ts';
import type { Resource, Stack } from '../template/stack.ts';
import { TwinError } from '../twinError.ts';

/** The events that the twin makes, as SES names them. */
export type MailEventType = 'Send' | 'Delivery' | 'Bounce' | 'Complaint' | 'Rendering Failure';

/** A topic that gets events. */
export interface EventDestination {
  /** The topic's name. */
  readonly topic: string;
  readonly wants: (type: MailEventType) => boolean;
}

export interface ConfigurationSet {
  readonly name: string;
  readonly sends: boolean;
  /** For which reasons an address on the suppression list is left out. */
  readonly suppressedReasons: readonly string[];
  readonly destinations: readonly EventDestination[];
}

/** The account's defaults, where no configuration set says otherwise. */
export const accountReasons: readonly string[] = ['BOUNCE', 'COMPLAINT'];

/** The template's configuration sets, by name. */
export function configurationSetsOf(stack: Stack): ReadonlyMap<string, ConfigurationSet> {
  return new Map(
    stack
      .ofType('AWS::SES::ConfigurationSet')
      .map(({ name, properties: { SendingOptions: sending, SuppressionOptions: suppression } }) => [
        name,
        {
          name,
          sends: !isObject(sending) || textOf(sending['SendingEnabled'] ?? true) === 'true',
          suppressedReasons:
            isObject(suppression) && Array.isArray(suppression['SuppressedReasons'])
              ? suppression['SuppressedReasons'].map(textOf)
              : accountReasons,
          destinations: stack
            .ofType('AWS::SES::ConfigurationSetEventDestination')
            .filter(({ properties }) => properties['ConfigurationSetName'] === name)
            .flatMap((resource) => destinationOf(stack, resource)),
        },
      ]),
  );
}

/** Nothing for one that is off, or that goes elsewhere than to a topic. */
function destinationOf(
  stack: Stack,
  { id, properties: { EventDestination: destination } }: Resource,
): EventDestination[] {
  const { SnsDestination: sns, MatchingEventTypes: types, Enabled: enabled } = isObject(destination) ? destination : {};
  if (!isObject(sns) || textOf(enabled) !== 'true') return [];
  const topic = stack.byArn(sns['TopicARN']);
  if (topic?.type !== 'AWS::SNS::Topic')
    throw new TwinError(`The twin cannot run the event destination ${id}: only topics of the same stack.`);
  requireTopicPolicy(stack, id, topic);
  const wanted = new Set((Array.isArray(types) ? types : []).map((type: Json) => textOf(type).toLowerCase()));
  return [{ topic: topic.name, wants: (type) => wanted.has(type.replace(' ', '').toLowerCase()) }];
}

/** In AWS, such a destination cannot be created. */
function requireTopicPolicy(stack: Stack, id: string, topic: Resource): void {
  const allowed = stack
    .ofType('AWS::SNS::TopicPolicy')
    .some(
      ({ properties: { Topics: topics, PolicyDocument: document } }) =>
        Array.isArray(topics) && topics.includes(topic.ref) && JSON.stringify(document).includes('ses.amazonaws.com'),
    );
  if (!allowed)
    throw new TwinError(
      `The topic ${topic.id} has no policy that lets SES publish to it: in AWS the event destination ${id} could not be created.`,
    );
}
