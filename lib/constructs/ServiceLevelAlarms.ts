import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { promises } from '../../platform/runtime/promises.ts';
import type { Delivering } from './Delivering.ts';
import { ErrorBudget } from './ErrorBudget.ts';
import type { Polling } from './Polling.ts';
import { appMetric, runbookAlarm } from './runbookAlarm.ts';
import type { StageContext } from './StageContext.ts';

interface Watched {
  readonly polling: Pick<Polling, 'polls' | 'leases'>;
  readonly delivering: Pick<Delivering, 'fanout' | 'deliveries'>;
  readonly intents: Queue;
  readonly confirmations: Queue;
  readonly digests: Queue;
}

/** The alarms on what readers notice, whichever part is at fault. */
export class ServiceLevelAlarms extends Construct {
  constructor(scope: Construct, id: string, watched: StageContext & Watched) {
    super(scope, id);
    this.addErrorBudgets(watched);
    this.addWaits(watched);
    this.addSilence(watched);
    this.addReputation(watched);
  }

  private addErrorBudgets(context: StageContext): void {
    new ErrorBudget(this, 'Articles', {
      ...context,
      promised: promises.publish,
      runbook: {
        heading: 'Articles late',
        readerImpact:
          'Articles are out later than a minute after the poll that saw them, so often that the month will miss 99.9 %.',
      },
    });
    new ErrorBudget(this, 'Deliveries', {
      ...context,
      promised: promises.deliver,
      runbook: {
        heading: 'Deliveries late',
        readerImpact:
          "Partners' sites have articles later than 30 seconds after their announcement, so often that the month will miss 99.9 %.",
      },
    });
    new ErrorBudget(this, 'Digests', {
      ...context,
      promised: promises.digest,
      runbook: {
        heading: 'Digests late',
        readerImpact: 'Digests come later than ten minutes after their hour, so often that the month will miss 99.9 %.',
      },
    });
  }

  /** A queue that nobody takes from breaks promises that no function measures. */
  private addWaits({ polling, delivering, intents, confirmations, digests, ...context }: StageContext & Watched): void {
    const { polls, leases } = polling;
    const { fanout, deliveries } = delivering;
    const waits = (name: string, queue: Queue, seconds: number, readerImpact: string, wide?: true) => {
      runbookAlarm(
        this,
        `${name}Wait`,
        context,
        { heading: `${name} wait`, readerImpact, ...(wide && { wide }) },
        {
          metric: queue.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(1), statistic: 'Maximum' }),
          threshold: seconds,
          evaluationPeriods: 3,
        },
      );
    };
    waits('Polls', polls, 900, 'Some sources were not polled for a quarter of an hour: their articles are late.');
    waits(
      'Leases',
      leases,
      1_800,
      'Some sources with a hub bring their news by their polls, and not within seconds.',
      true,
    );
    waits('Announcements', fanout, 300, 'Articles are out in the feeds, and on their way to no webhook.');
    waits('Deliveries', deliveries, 900, "Some partners' sites have waited for an article for a quarter of an hour.");
    waits(
      'Intents',
      intents,
      900,
      'Feed programs that subscribed to changes have waited for the hub to ask them for a quarter of an hour.',
      true,
    );
    waits(
      'Confirmations',
      confirmations,
      900,
      'Who signed up has waited for the mail to confirm it for a quarter of an hour.',
    );
    waits('Digests', digests, 1_800, 'Some readers have waited for their digest for half an hour.');
  }

  private addSilence(context: StageContext): void {
    runbookAlarm(
      this,
      'SourceSilent',
      context,
      {
        wide: true,
        heading: 'Source silent',
        readerImpact:
          'A source has brought nothing new for far longer than is its habit: either it rests, or its articles no longer reach us.',
      },
      {
        metric: appMetric(context, 'ingest', 'SilentSources').with({ period: Duration.hours(1) }),
      },
    );
  }

  /**
   * Of the whole account, as SES counts: from 5 % and 0.1 % on it looks at an account, and may stop it (SES developer
   * guide, "Reputation metrics").
   */
  private addReputation(context: StageContext): void {
    const reputation = (metricName: string) =>
      new Metric({ namespace: 'AWS/SES', metricName, statistic: 'Average', period: Duration.hours(1) });
    runbookAlarm(
      this,
      'BounceRate',
      context,
      {
        wide: true,
        heading: 'Bounce rate',
        readerImpact: 'Four of a hundred mails come back for good; at five SES may stop all mail.',
      },
      { metric: reputation('Reputation.BounceRate'), threshold: 0.04 },
    );
    runbookAlarm(
      this,
      'ComplaintRate',
      context,
      {
        wide: true,
        heading: 'Complaint rate',
        readerImpact: 'Eight readers of ten thousand call our mails spam; at ten SES may stop all mail.',
      },
      { metric: reputation('Reputation.ComplaintRate'), threshold: 0.0008 },
    );
  }
}
