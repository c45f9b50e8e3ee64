import {
  Alarm,
  AlarmRule,
  AlarmState,
  ComparisonOperator,
  CompositeAlarm,
  MathExpression,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { IAlarmRule } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { promisedShare } from '../../platform/runtime/promises.ts';
import type { Promised } from '../../platform/runtime/promises.ts';
import { appMetric, isWanted, namedAfter } from './runbookAlarm.ts';
import type { Runbook } from './runbookAlarm.ts';
import type { StageContext } from './StageContext.ts';

/** Fewer late ones are bad luck, where few are sent at all. */
const least = 3;

/**
 * A promise to readers with its error budget, and the alarm on how fast that is spent: 2 % of a month's budget within
 * an hour, or 5 % within six, and still going on (Google, The Site Reliability Workbook, chapter 5: multiwindow,
 * multi-burn-rate alerts). A stage that wants few alarms has the first of the four windows alone, which tells what is
 * broken, and not what is slowly so: the same alarm that is a part of the whole elsewhere, as CloudFormation makes no
 * alarm of one kind out of another, nor two of one name.
 */
export class ErrorBudget extends Construct {
  private readonly context: StageContext;
  readonly promised: Promised;
  private readonly heading: string;

  constructor(
    scope: Construct,
    id: string,
    { promised, runbook, ...context }: StageContext & { promised: Promised; runbook: Runbook },
  ) {
    super(scope, id);
    this.context = context;
    this.promised = promised;
    this.heading = runbook.heading;
    if (!isWanted(context, runbook)) return;
    if (context.settings.alarms === 'few') {
      this.part(Duration.hours(1), 14.4, namedAfter(context, runbook).alarmDescription).addAlarmAction(
        new SnsAction(context.alarms),
      );
      return;
    }
    const fast = AlarmRule.allOf(this.burning(Duration.hours(1), 14.4), this.burning(Duration.minutes(5), 14.4));
    const slow = AlarmRule.allOf(this.burning(Duration.hours(6), 6), this.burning(Duration.minutes(30), 6));
    const { alarmName, alarmDescription } = namedAfter(context, runbook);
    const alarm = new CompositeAlarm(this, 'Alarm', {
      compositeAlarmName: alarmName,
      alarmDescription,
      alarmRule: AlarmRule.anyOf(fast, slow),
    });
    alarm.addAlarmAction(new SnsAction(context.alarms));
  }

  /** How many of a hundred kept it. */
  kept(period: Duration): MathExpression {
    return this.math('100 * FILL(inTime, 0) / (FILL(inTime, 0) + FILL(late, 0))', period, 'in time, %');
  }

  /** How many times faster than it may the budget is spent. */
  burnRate(period: Duration): MathExpression {
    const budget = Number((1 - promisedShare).toFixed(6));
    return this.math(
      `IF(FILL(late, 0) >= ${least}, FILL(late, 0) / (FILL(inTime, 0) + FILL(late, 0)) / ${budget}, 0)`,
      period,
      'burn rate',
    );
  }

  private burning(period: Duration, threshold: number): IAlarmRule {
    return AlarmRule.fromAlarm(
      this.part(period, threshold, `A part of the alarm "${this.heading}".`),
      AlarmState.ALARM,
    );
  }

  private part(period: Duration, threshold: number, alarmDescription: string): Alarm {
    const minutes = period.toMinutes();
    return new Alarm(this, `Burning${minutes}Minutes`, {
      alarmName: `caravan-${this.context.stage}: ${this.heading}, within ${minutes} minutes`,
      alarmDescription,
      metric: this.burnRate(period),
      threshold,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }

  private math(expression: string, period: Duration, label: string): MathExpression {
    const { service, inTime, late } = this.promised;
    return new MathExpression({
      expression,
      period,
      label,
      usingMetrics: { inTime: appMetric(this.context, service, inTime), late: appMetric(this.context, service, late) },
    });
  }
}
