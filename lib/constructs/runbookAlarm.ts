import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StageContext } from './StageContext.ts';

/** The text of an alarm, as a person reads it at three in the morning. */
export interface Runbook {
  /** The entry's heading in docs/runbook.md, and the alarm's name. */
  readonly heading: string;
  /** The effect that readers notice. */
  readonly readerImpact: string;
  /**
   * Something else tells it to readers' minders too, or nothing is lost by it: made only where a stage wants all
   * alarms.
   */
  readonly wide?: true;
}

/** Whether a stage's settings ask for an alarm. */
export const isWanted = ({ settings: { alarms } }: StageContext, { wide }: Runbook): boolean =>
  alarms === 'all' || (alarms === 'few' && !wide);

/**
 * An alarm, where the stage wants it, that cannot be made without its runbook entry: the heading is its name, and the
 * text leads there.
 */
export function runbookAlarm(
  scope: Construct,
  id: string,
  context: StageContext,
  runbook: Runbook,
  { metric, threshold = 1, evaluationPeriods = 1 }: { metric: IMetric; threshold?: number; evaluationPeriods?: number },
): void {
  if (!isWanted(context, runbook)) return;
  const alarm = new Alarm(scope, id, {
    ...namedAfter(context, runbook),
    metric,
    threshold,
    evaluationPeriods,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
  alarm.addAlarmAction(new SnsAction(context.alarms));
}

/** An alarm's name is its entry's heading; its text says what readers notice, and leads there. */
export const namedAfter = ({ stage }: StageContext, { heading, readerImpact }: Runbook) => ({
  alarmName: `caravan-${stage}: ${heading}`,
  alarmDescription: `${readerImpact} What to do: docs/runbook.md#${heading.toLowerCase().replaceAll(' ', '-')}`,
});

/** A count that a function writes to its log in EMF, over five minutes. */
export const appMetric = ({ stage }: StageContext, service: string, metricName: string): Metric =>
  new Metric({
    namespace: `Caravan/${stage}`,
    metricName,
    dimensionsMap: { service },
    statistic: 'Sum',
    period: Duration.minutes(5),
  });
