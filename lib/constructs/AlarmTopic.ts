import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { StageProps } from './StageContext.ts';

/** Where alarms go, and the budget, which is AWS's own alarm on cost. */
export class AlarmTopic extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, { stage, settings: { aws } }: StageProps) {
    super(scope, id);
    this.topic = new Topic(this, 'Alarms', { displayName: `Caravan ${stage}: alarms`, enforceSSL: true });
    if (!aws) return;
    this.topic.addSubscription(new EmailSubscription(aws.alarmAddress));
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        actions: ['sns:Publish'],
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': aws.account } },
      }),
    );
    const told = (notificationType: string, threshold: number): CfnBudget.NotificationWithSubscribersProperty => ({
      notification: { notificationType, threshold, comparisonOperator: 'GREATER_THAN', thresholdType: 'PERCENTAGE' },
      subscribers: [{ subscriptionType: 'EMAIL', address: aws.alarmAddress }],
    });
    // No colon in it: "The ':' and '\\' characters … aren't allowed" (AWS Budgets API reference, Budget).
    new CfnBudget(this, 'Budget', {
      budget: {
        budgetName: `caravan-${stage} - Costs run high`,
        budgetType: 'COST',
        timeUnit: 'MONTHLY',
        budgetLimit: { amount: aws.budgetDollarsPerMonth, unit: 'USD' },
      },
      notificationsWithSubscribers: [told('ACTUAL', 80), told('FORECASTED', 100)],
    });
  }
}
