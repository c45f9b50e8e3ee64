import { serveCalls, type CallServer } from '../engines/callServer.ts';
import { errorAnswer } from '../gateway/answers.ts';
import type { Call } from '../gateway/call.ts';
import type { Answer } from '../gateway/exchange.ts';
import { textOf } from '../template/json.ts';
import type { Stack } from '../template/stack.ts';
import type { Switches } from './switches.ts';

const json = (value: object): Answer => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(JSON.stringify(value)),
});

/** Answers as EventBridge does to who looks at a rule, or switches it; it knows no more. */
export function startRules(stack: Stack, switches: Switches, failed: (error: unknown) => void): Promise<CallServer> {
  return serveCalls(
    { protocol: 'json', service: 'events' },
    (call) => {
      const rule = stack.byName('AWS::Events::Rule', textOf(call.input['Name']));
      if (!rule)
        return errorAnswer(
          call,
          400,
          'ResourceNotFoundException',
          `Rule ${textOf(call.input['Name'])} does not exist.`,
        );
      switch (call.operation) {
        case 'DescribeRule':
          return json({ Name: rule.name, Arn: rule.arn, State: switches.isOff(rule.id) ? 'DISABLED' : 'ENABLED' });
        case 'EnableRule':
        case 'DisableRule':
          switches.turn(rule.id, call.operation === 'EnableRule');
          return json({});
        default:
          return notKnown(call);
      }
    },
    failed,
  );
}

/**
 * Answers as Lambda does to who looks at an event source mapping, or switches it; a mapping's UUID is its name here.
 */
export function startMappings(stack: Stack, switches: Switches, failed: (error: unknown) => void): Promise<CallServer> {
  return serveCalls(
    { protocol: 'rest', service: 'lambda' },
    (call) => {
      const [, uuid = ''] = /^\/2015-03-31\/event-source-mappings\/([^/?]+)/.exec(call.path) ?? [];
      const mapping = stack.byName('AWS::Lambda::EventSourceMapping', decodeURIComponent(uuid));
      if (!mapping)
        return errorAnswer(call, 404, 'ResourceNotFoundException', `The event source mapping ${uuid} does not exist.`);
      if (call.method === 'PUT') switches.turn(mapping.id, call.input['Enabled'] === true);
      else if (call.method !== 'GET') return notKnown(call);
      return json({
        UUID: mapping.name,
        EventSourceArn: mapping.properties['EventSourceArn'] ?? '',
        State: switches.stateOf(mapping.id),
      });
    },
    failed,
  );
}

const notKnown = (call: Call): Answer =>
  errorAnswer(call, 501, 'NotImplemented', `The twin can only look at it and switch it (${call.operation}).`);
