import { Duration, Stack } from 'aws-cdk-lib';
import {
  Alarm,
  AlarmStatusWidget,
  CompositeAlarm,
  Dashboard,
  GraphWidget,
  SingleValueWidget,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { IMetric, IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { IConstruct } from 'constructs';
import { promisedShare } from '../../platform/runtime/promises.ts';
import { CaravanFunction } from './CaravanFunction.ts';
import { DeadLetterQueue } from './DeadLetterQueue.ts';
import { ErrorBudget } from './ErrorBudget.ts';
import { appMetric } from './runbookAlarm.ts';
import type { StageContext } from './StageContext.ts';

const minute = Duration.minutes(1);

/** The dashboard: the promises on top, below them the pipeline as an article goes, from left to right. */
export class OperationsDashboard extends Construct {
  constructor(scope: Construct, id: string, context: StageContext) {
    super(scope, id);
    const parts = Stack.of(this).node.findAll();
    const all = <Part>(type: abstract new (...args: never[]) => Part) =>
      parts.filter((part): part is IConstruct & Part => part instanceof type);
    const budgets = all(ErrorBudget);
    const count = (service: string, names: Readonly<Record<string, string>>) =>
      Object.entries(names).map(([metric, label]) =>
        appMetric(context, service, metric).with({ period: minute, label }),
      );
    const graph = (title: string, left: IMetric[], unit: string) =>
      new GraphWidget({ title, left, width: 6, height: 6, leftYAxis: { label: unit, min: 0, showUnits: false } });
    const seconds = ({ promised: { name, service, seconds: metric, withinSeconds } }: ErrorBudget) =>
      new GraphWidget({
        title: `${name}: seconds, promised within ${withinSeconds}`,
        left: ['p50', 'p95', 'p99'].map((statistic) =>
          appMetric(context, service, metric).with({ statistic, period: minute, label: statistic }),
        ),
        leftAnnotations: [{ value: withinSeconds, label: 'promised' }],
        leftYAxis: { label: 'seconds', min: 0, showUnits: false },
        width: 8,
        height: 6,
      });

    const queues = all(Queue).filter((queue) => !(queue instanceof DeadLetterQueue));
    const ages = (...names: readonly string[]) =>
      queues
        .filter((queue) => names.includes(nameOf(queue)))
        .map((queue) =>
          queue.metricApproximateAgeOfOldestMessage({ period: minute, label: nameOf(queue), statistic: 'Maximum' }),
        );
    const waiting = (name: string) =>
      queues
        .filter((queue) => nameOf(queue) === name)
        .map((queue) =>
          queue.metricApproximateNumberOfMessagesVisible({
            period: minute,
            label: 'in the queue',
            statistic: 'Maximum',
          }),
        );
    const pending = count('reconcile', { DeliveriesPending: 'wait for their next try' }).map((metric) =>
      metric.with({ statistic: 'Maximum', period: Duration.hours(1) }),
    );
    const functions = all(CaravanFunction);
    const dashboard = new Dashboard(this, 'Dashboard', {
      dashboardName: `caravan-${context.stage}`,
      defaultInterval: Duration.hours(3),
    });
    const alarms = [...all(CompositeAlarm), ...all(Alarm)].filter(
      (alarm) => !all(CompositeAlarm).some(({ node }) => alarm.node.scope === node.scope && alarm.node !== node),
    );
    const rows: IWidget[][] = [
      alarms.length === 0 ? [] : [new AlarmStatusWidget({ title: 'Alarms', alarms, width: 24, height: 4 })],
      budgets.map(
        (budget) =>
          new SingleValueWidget({
            title: `${budget.promised.name}: ${promisedShare * 100} % within ${budget.promised.withinSeconds} s`,
            metrics: [budget.kept(Duration.hours(1)), budget.burnRate(Duration.hours(1))],
            width: 8,
            height: 3,
          }),
      ),
      budgets.map(seconds),
      ['1. Polled', '2. Published', '3. Delivered to partners', '4. Mailed to readers'].map(
        (words) => new TextWidget({ markdown: `## ${words}`, width: 6, height: 1 }),
      ),
      [
        graph(
          'Polls',
          count('ingest', {
            'Poll.new': 'something new',
            'Poll.unchanged': 'unchanged',
            'Poll.not-modified': 'not modified',
          }).concat(count('websub-callback', { PushesTaken: 'pushed by a hub' })),
          'polls a minute',
        ),
        graph(
          'Announced',
          [
            ...count('publish', { EventsPublished: 'versions' }),
            ...count('due-articles', { ArticlesFallenDue: 'released or expired' }),
          ],
          'a minute',
        ),
        graph(
          'Deliveries',
          count('deliver', {
            DeliveriesMade: 'delivered',
            AttemptsFailed: 'failed, come again',
            DeliveriesGivenUp: 'given up',
          }).concat(count('due-deliveries', { RetriesAsked: 'tried again' })),
          'a minute',
        ),
        graph(
          'Digests',
          count('digest', {
            DigestsSent: 'sent',
            DigestsEmpty: 'nothing to tell',
            DigestsPutOff: 'put off',
            DigestsRefused: 'refused',
          }).concat(count('reconcile', { DigestsOverdue: 'due for an hour', ReadersWithoutDueTime: 'were never due' })),
          'a minute',
        ),
      ],
      [
        graph(
          'Sources failing',
          count('ingest', {
            SilentSources: 'silent',
            'Poll.http-error': 'HTTP error',
            'Poll.timeout': 'time-out',
            'Poll.not-a-feed': 'not a feed',
            'Poll.unreadable': 'unreadable',
            'Poll.dns': 'no such host',
          }),
          'polls a minute',
        ),
        graph('Oldest announcement', ages('Fanout'), 'seconds'),
        graph(
          'Deliveries pending',
          [...waiting('Deliveries'), ...pending, ...count('reconcile', { DeliveriesMissing: 'were missing' })],
          'deliveries',
        ),
        graph(
          'Oldest delivery, poll, digest, mail event, lease',
          ages('Deliveries', 'Polls', 'Digests', 'Confirmations', 'Intents', 'Events', 'Leases'),
          'seconds',
        ),
      ],
      [
        new GraphWidget({
          title: 'Errors of functions',
          left: functions.map((fn) => fn.metricErrors({ period: minute, label: nameOf(fn) })),
          width: 12,
          height: 6,
          leftYAxis: { min: 0, showUnits: false },
        }),
        new GraphWidget({
          title: 'Dead letters',
          left: all(DeadLetterQueue).map((queue) =>
            queue.metricApproximateNumberOfMessagesVisible({
              period: minute,
              label: nameOf(queue),
              statistic: 'Maximum',
            }),
          ),
          width: 12,
          height: 6,
          leftYAxis: { min: 0, showUnits: false },
        }),
      ],
    ];
    for (const row of rows.filter(({ length }) => length > 0)) dashboard.addWidgets(...row);
  }
}

/** What a person calls it: a run's dead letters after the run. */
const nameOf = ({ node }: IConstruct): string =>
  node.id === 'DeadLetters' ? (node.scope?.node.id ?? '') : node.id.replace(/Queue$|DeadLetters$/, '');
