import type { EventEmitter } from 'node:events';
import type { QueueDepth } from '../engines/messageEngine.ts';
import type { Resource, Stack } from '../template/stack.ts';
import type { TwinEvents } from '../twinEvents.ts';
import type { AlarmRule } from './alarmRule.ts';
import type { AlarmStatus } from './alarmStatus.ts';
import { alarmsOf, type Alarm } from './alarm.ts';
import type { AlarmState } from './alarmRule.ts';
import { widgetsOf, type Widget } from './dashboard.ts';
import { metricsOf } from './emf.ts';
import { MetricStore } from './metricStore.ts';

const lookEveryMs = 5_000;

/**
 * The twin's CloudWatch: what functions and queues do, measured as in AWS, and the template's own alarms and dashboard
 * upon it.
 */
export class CloudWatch {
  readonly store = new MetricStore();
  readonly widgets: readonly Widget[];
  readonly #alarms: readonly Alarm[];
  readonly #states = new Map<string, { state: AlarmState; sinceMs: number }>();
  readonly #queues: readonly Resource[];
  readonly #depth: (queueName: string) => QueueDepth;
  readonly #changed: (alarm: AlarmStatus) => void;
  readonly #timer: NodeJS.Timeout;

  /** @param changed called for each alarm whose state is another than before */
  constructor({
    stack,
    events,
    depth,
    changed,
  }: {
    stack: Stack;
    events: EventEmitter<TwinEvents>;
    depth: (queueName: string) => QueueDepth;
    changed: (alarm: AlarmStatus) => void;
  }) {
    this.widgets = widgetsOf(stack);
    this.#alarms = alarmsOf(stack);
    this.#queues = stack.ofType('AWS::SQS::Queue');
    this.#depth = depth;
    this.#changed = changed;
    const names = new Map(stack.ofType('AWS::Lambda::Function').map(({ id, name }) => [id, name]));
    events.on('log', ({ json }) => {
      for (const { metric, value, atMs } of metricsOf(json)) this.store.record(metric, value, atMs);
    });
    events.on('invocation', ({ function: id, milliseconds, result }) => {
      const dimensions = { FunctionName: names.get(id) ?? id };
      const record = (name: string, value: number) => {
        this.store.record({ namespace: 'AWS/Lambda', name, dimensions }, value, Date.now());
      };
      record('Invocations', 1);
      record('Errors', result.ok ? 0 : 1);
      record('Duration', milliseconds);
    });
    this.#timer = setInterval(() => {
      this.look();
    }, lookEveryMs).unref();
  }

  /** Measures the queues and judges the alarms, now; done by itself every five seconds. */
  look(nowMs = Date.now()): AlarmStatus[] {
    for (const { name: QueueName } of this.#queues) {
      const { visible, inFlight, oldestSentMs = nowMs } = this.#depth(QueueName);
      const record = (name: string, value: number) => {
        this.store.record({ namespace: 'AWS/SQS', name, dimensions: { QueueName } }, value, nowMs);
      };
      record('ApproximateNumberOfMessagesVisible', visible);
      record('ApproximateNumberOfMessagesNotVisible', inFlight);
      record('ApproximateAgeOfOldestMessage', Math.max(0, nowMs - oldestSentMs) / 1000);
    }
    // A window that ends now ends after what was measured now.
    return this.#alarms.map((alarm) => this.#judge(alarm, nowMs + 1));
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #judge(alarm: Alarm, nowMs: number): AlarmStatus {
    const before = this.#states.get(alarm.arn);
    const stateOf = (named: string) =>
      this.#states.get(this.#alarms.find(({ arn, name }) => arn === named || name === named)?.arn ?? '')?.state ??
      'INSUFFICIENT_DATA';
    const ofRule = (rule: AlarmRule) => (rule(stateOf) ? 'ALARM' : 'OK');
    const state =
      'rule' in alarm ? ofRule(alarm.rule) : alarm.state(this.store, nowMs, before?.state ?? 'INSUFFICIENT_DATA');
    const sinceMs = before?.state === state ? before.sinceMs : nowMs;
    this.#states.set(alarm.arn, { state, sinceMs });
    const { arn, name, description, tells } = alarm;
    const measured = 'rule' in alarm || alarm.namespaces.some((namespace) => this.store.knows(namespace));
    const status = { arn, name, description, state, sinceMs, tells, measured };
    if (before !== undefined && before.state !== state) this.#changed(status);
    return status;
  }
}
