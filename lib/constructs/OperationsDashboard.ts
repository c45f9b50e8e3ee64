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
import type { IMetric, IWidget, Metric } from 'aws-cdk-lib/aws-cloudwatch';
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
const height = 6;

/** The dashboard: the promises on top, below them the pipeline as an article goes, from left to right. */
export class OperationsDashboard extends Construct {
  private readonly context: StageContext;

  constructor(scope: Construct, id: string, context: StageContext) {
    super(scope, id);
    this.context = context;
    const dashboard = new Dashboard(this, 'Dashboard', {
      dashboardName: `caravan-${context.stage}`,
      defaultInterval: Duration.hours(3),
    });
    const budgets = this.all(ErrorBudget);
    const rows: IWidget[][] = [
      this.alarms(),
      budgets.map(budgetWidget),
      [this.noticeWidget(), ...budgets.map((budget) => this.secondsWidget(budget))],
      ['1. Polled', '2. Published', '3. Delivered to partners', '4. Mailed to readers'].map(
        (words) => new TextWidget({ markdown: `## ${words}`, width: 6, height: 1 }),
      ),
      this.work(),
      this.backlogs(),
      this.failures(),
    ];
    for (const row of rows.filter(({ length }) => length > 0)) dashboard.addWidgets(...row);
  }

  /** Composite alarms stand for those that they are made of. */
  private alarms(): IWidget[] {
    const composites = this.all(CompositeAlarm);
    const isPart = ({ node }: IConstruct) =>
      composites.some((composite) => node.scope === composite.node.scope && node !== composite.node);
    const alarms = [...composites, ...this.all(Alarm)].filter((alarm) => !isPart(alarm));
    return alarms.length === 0 ? [] : [new AlarmStatusWidget({ title: 'Alarms', alarms, width: 24, height: 4 })];
  }

  /** How long a story stood with its publisher before a poll saw it: no promise, as the pace follows the publisher's. */
  private noticeWidget(): IWidget {
    const left = ['Average', 'p50', 'p95'].map((statistic) =>
      appMetric(this.context, 'ingest', 'SecondsToNotice').with({
        statistic,
        period: Duration.hours(1),
        label: statistic,
      }),
    );
    return graph('A new story noticed: seconds from its date', left, 'seconds');
  }

  /** How long it took, beside the time that is promised. */
  private secondsWidget({ promised: { name, service, seconds, withinSeconds } }: ErrorBudget): IWidget {
    return new GraphWidget({
      title: `${name}: seconds, promised within ${withinSeconds}`,
      left: ['p50', 'p95', 'p99'].map((statistic) =>
        appMetric(this.context, service, seconds).with({ statistic, period: minute, label: statistic }),
      ),
      leftAnnotations: [{ value: withinSeconds, label: 'promised' }],
      leftYAxis: { label: 'seconds', min: 0, showUnits: false },
      width: 6,
      height,
    });
  }

  private work(): IWidget[] {
    const polls = { 'Poll.new': 'something new', 'Poll.unchanged': 'unchanged', 'Poll.not-modified': 'not modified' };
    const deliveries = {
      DeliveriesMade: 'delivered',
      AttemptsFailed: 'failed, come again',
      DeliveriesGivenUp: 'given up',
    };
    const digests = {
      DigestsSent: 'sent',
      DigestsEmpty: 'nothing to tell',
      DigestsPutOff: 'put off',
      DigestsRefused: 'refused',
    };
    const neverDue = { DigestsOverdue: 'due for an hour', ReadersWithoutDueTime: 'were never due' };
    return [
      graph(
        'Polls',
        [...this.counts('ingest', polls), ...this.counts('websub-callback', { PushesTaken: 'pushed by a hub' })],
        'polls a minute',
      ),
      graph(
        'Announced',
        [
          ...this.counts('publish', { EventsPublished: 'versions' }),
          ...this.counts('due-articles', { ArticlesFallenDue: 'released or expired' }),
        ],
        'a minute',
      ),
      graph(
        'Deliveries',
        [...this.counts('deliver', deliveries), ...this.counts('due-deliveries', { RetriesAsked: 'tried again' })],
        'a minute',
      ),
      graph('Digests', [...this.counts('digest', digests), ...this.counts('reconcile', neverDue)], 'a minute'),
    ];
  }

  private backlogs(): IWidget[] {
    const failing = {
      SilentSources: 'silent',
      'Poll.http-error': 'HTTP error',
      'Poll.retry-later': 'put off',
      'Poll.timeout': 'time-out',
      'Poll.not-a-feed': 'not a feed',
      'Poll.unreadable': 'unreadable',
      'Poll.dns': 'no such host',
    };
    const inQueue = this.queues('Deliveries').map((queue) => visible(queue, 'in the queue'));
    const pending = this.counts('reconcile', { DeliveriesPending: 'wait for their next try' }).map((metric) =>
      metric.with({ statistic: 'Maximum', period: Duration.hours(1) }),
    );
    const missing = this.counts('reconcile', { DeliveriesMissing: 'were missing' });
    const others = this.ages('Deliveries', 'Polls', 'Digests', 'Confirmations', 'Intents', 'Events', 'Leases');
    return [
      graph('Sources failing', this.counts('ingest', failing), 'polls a minute'),
      graph('Oldest announcement', this.ages('Fanout'), 'seconds'),
      graph('Deliveries pending', [...inQueue, ...pending, ...missing], 'deliveries'),
      graph('Oldest delivery, poll, digest, mail event, lease', others, 'seconds'),
    ];
  }

  private failures(): IWidget[] {
    const errors = this.all(CaravanFunction).map((fn) => fn.metricErrors({ period: minute, label: nameOf(fn) }));
    const deadLetters = this.all(DeadLetterQueue).map((queue) => visible(queue, nameOf(queue)));
    const half = { width: 12, height, leftYAxis: { min: 0, showUnits: false } };
    return [
      new GraphWidget({ title: 'Errors of functions', left: errors, ...half }),
      new GraphWidget({ title: 'Dead letters', left: deadLetters, ...half }),
    ];
  }

  /** A function's own metrics, each with its label. */
  private counts(service: string, labels: Readonly<Record<string, string>>): Metric[] {
    return Object.entries(labels).map(([metric, label]) =>
      appMetric(this.context, service, metric).with({ period: minute, label }),
    );
  }

  private ages(...names: readonly string[]): Metric[] {
    return this.queues(...names).map((queue) =>
      queue.metricApproximateAgeOfOldestMessage({ period: minute, label: nameOf(queue), statistic: 'Maximum' }),
    );
  }

  private queues(...names: readonly string[]): Queue[] {
    return this.all(Queue).filter((queue) => !(queue instanceof DeadLetterQueue) && names.includes(nameOf(queue)));
  }

  private all<Part>(type: abstract new (...args: never[]) => Part): (IConstruct & Part)[] {
    return Stack.of(this)
      .node.findAll()
      .filter((part): part is IConstruct & Part => part instanceof type);
  }
}

const budgetWidget = (budget: ErrorBudget): IWidget =>
  new SingleValueWidget({
    title: `${budget.promised.name}: ${promisedShare * 100} % within ${budget.promised.withinSeconds} s`,
    metrics: [budget.kept(Duration.hours(1)), budget.burnRate(Duration.hours(1))],
    width: 8,
    height: 3,
  });

const graph = (title: string, left: IMetric[], unit: string): IWidget =>
  new GraphWidget({ title, left, width: 6, height, leftYAxis: { label: unit, min: 0, showUnits: false } });

const visible = (queue: Queue, label: string): Metric =>
  queue.metricApproximateNumberOfMessagesVisible({ period: minute, label, statistic: 'Maximum' });

/** The name that people know: that of a schedule for its dead letters. */
const nameOf = ({ node }: IConstruct): string =>
  node.id === 'DeadLetters' ? (node.scope?.node.id ?? '') : node.id.replace(/Queue$|DeadLetters$/, '');
