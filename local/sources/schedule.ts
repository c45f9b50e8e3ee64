import { randomUUID } from 'node:crypto';
import { TwinError } from '../twinError.ts';
import { isObject, type Json, type JsonObject, textOf } from '../template/json.ts';
import { account, region } from '../template/naming.ts';
import type { Resource, Stack } from '../template/stack.ts';

/** A schedule of the template with the function that it starts. */
export interface Schedule {
  /** The rule's logical id. */
  readonly id: string;
  readonly everyMs: number;
  readonly targets: readonly { readonly functionArn: string; readonly event: () => Json }[];
}

const unitMs: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

function intervalOf(id: string, expression: Json | undefined): number {
  const [, count, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(textOf(expression)) ?? [];
  const milliseconds = Number(count) * (unitMs[unit] ?? NaN);
  if (Number.isNaN(milliseconds))
    throw new TwinError(
      `The twin cannot run the schedule ${id}: ${textOf(expression)}. It knows rate(n minutes | hours | days).`,
    );
  return milliseconds;
}

const scheduledEvent = (ruleArn: string): JsonObject => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'Scheduled Event',
  source: 'aws.events',
  account,
  time: new Date().toISOString().replace(/\.\d{3}/, ''),
  region,
  resources: [ruleArn],
  detail: {},
});

function targetOf(rule: Resource, target: JsonObject): Schedule['targets'][number] {
  const { Arn: arn, Input: input, InputPath: path, InputTransformer: transformer } = target;
  if (path !== undefined || transformer !== undefined)
    throw new TwinError(`The twin knows only a constant Input for the target of ${rule.id}.`);
  return {
    functionArn: textOf(arn),
    event: () => (input === undefined ? scheduledEvent(rule.arn) : (JSON.parse(textOf(input)) as Json)),
  };
}

/** The enabled schedules of the stack: rules of EventBridge, and schedules of its Scheduler. */
export function schedulesOf(stack: Stack): Schedule[] {
  const enabled = ({ properties }: Resource): boolean =>
    properties['State'] !== 'DISABLED' && properties['ScheduleExpression'] !== undefined;
  const rules = stack
    .ofType('AWS::Events::Rule')
    .filter(enabled)
    .map((rule) => {
      const { Targets: targets, ScheduleExpression: expression } = rule.properties;
      const all = (Array.isArray(targets) ? targets : []).filter(isObject);
      for (const { Arn: arn } of all) requirePermission(stack, rule, textOf(arn));
      return {
        id: rule.id,
        everyMs: intervalOf(rule.id, expression),
        targets: all.map((target) => targetOf(rule, target)),
      };
    });
  const schedules = stack
    .ofType('AWS::Scheduler::Schedule')
    .filter(enabled)
    .map((schedule) => {
      const { Target: target, ScheduleExpression: expression } = schedule.properties;
      return {
        id: schedule.id,
        everyMs: intervalOf(schedule.id, expression),
        targets: isObject(target) ? [targetOf(schedule, target)] : [],
      };
    });
  return [...rules, ...schedules];
}

/** In AWS, a rule without the function's permission fires into the void. */
function requirePermission(stack: Stack, rule: Resource, functionArn: string): void {
  const allowed = stack
    .ofType('AWS::Lambda::Permission')
    .some(
      ({ properties: { Principal: principal, FunctionName: name, SourceArn: source } }) =>
        principal === 'events.amazonaws.com' &&
        (name === functionArn || stack.byArn(functionArn)?.name === name) &&
        (source === undefined || source === rule.arn),
    );
  if (!allowed)
    throw new TwinError(
      `The rule ${rule.id} may not invoke ${functionArn}: the template has no AWS::Lambda::Permission for it.`,
    );
}
