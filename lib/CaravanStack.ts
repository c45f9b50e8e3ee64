import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { AlarmTopic } from './constructs/AlarmTopic.ts';
import { Commenting } from './constructs/Commenting.ts';
import { Delivering } from './constructs/Delivering.ts';
import { Digesting } from './constructs/Digesting.ts';
import { WebSubHub } from './constructs/WebSubHub.ts';
import { Mailing } from './constructs/Mailing.ts';
import { PartnerPortal } from './constructs/PartnerPortal.ts';
import { PartnerNotices } from './constructs/PartnerNotices.ts';
import { PartnerApi } from './constructs/PartnerApi.ts';
import { PublisherApi } from './constructs/PublisherApi.ts';
import { Polling } from './constructs/Polling.ts';
import { Publishing } from './constructs/Publishing.ts';
import { WebSubSubscriber } from './constructs/WebSubSubscriber.ts';
import { Reconciling } from './constructs/Reconciling.ts';
import { OperationsDashboard } from './constructs/OperationsDashboard.ts';
import { Serving } from './constructs/Serving.ts';
import { SigningUp } from './constructs/SigningUp.ts';
import type { StageProps } from './constructs/StageContext.ts';
import { Store } from './constructs/Store.ts';
import { Weather } from './constructs/Weather.ts';
import { ServiceLevelAlarms } from './constructs/ServiceLevelAlarms.ts';

/** The way of an article, from top to bottom. */
export class CaravanStack extends Stack {
  constructor(scope: Construct, id: string, props: StageProps) {
    const { aws } = props.settings;
    super(scope, id, {
      description: 'Caravan: news syndication, every article once',
      ...(aws && { env: { account: aws.account, region: aws.region } }),
      tags: { 'caravan:stage': props.stage },
      terminationProtection: props.settings.protected,
    });
    const alerting = new AlarmTopic(this, 'Alerting', props);
    const context = { ...props, alarms: alerting.topic };

    const store = new Store(this, 'Store', context);
    const serving = new Serving(this, 'Serving', { ...context, store });
    const polling = new Polling(this, 'Polling', { ...context, store, publicUrl: serving.publicUrl });
    const { topic } = new Publishing(this, 'Publishing', { ...context, store });
    const delivering = new Delivering(this, 'Delivering', { ...context, store, topic, publicUrl: serving.publicUrl });
    const { intents } = new WebSubHub(this, 'Hub', { ...context, store, delivering, serving });
    new WebSubSubscriber(this, 'Pushing', { ...context, store, polling, serving });
    new PartnerApi(this, 'PartnerApi', { ...context, store, delivering, serving });
    new PublisherApi(this, 'PublisherApi', { ...context, store, serving });
    new PartnerPortal(this, 'PartnerPortal', { ...context, store, delivering, serving });
    const mailing = new Mailing(this, 'Mailing', { ...context, store });
    new PartnerNotices(this, 'PartnerNotices', { ...context, store, delivering, mailing, serving });
    const { confirmations } = new SigningUp(this, 'SigningUp', { ...context, store, mailing, serving });
    const { digests } = new Digesting(this, 'Digesting', { ...context, store, mailing, publicUrl: serving.publicUrl });
    if (props.settings.comments !== 'off')
      new Commenting(this, 'Commenting', { ...context, store, mailing, serving, wanted: props.settings.comments });
    new Weather(this, 'Weather', { ...context, store, publicUrl: serving.publicUrl });
    new Reconciling(this, 'Reconciling', { ...context, store, delivering });

    new ServiceLevelAlarms(this, 'Watching', { ...context, polling, delivering, intents, confirmations, digests });
    if (props.settings.dashboard) new OperationsDashboard(this, 'Seeing', context);

    // The command line reads these outputs.
    for (const [name, value] of Object.entries({
      SourcesTable: store.sources.tableName,
      ArticlesTable: store.articles.tableName,
      SubscribersTable: store.subscribers.tableName,
      DeliveriesTable: store.deliveries.tableName,
      PollsQueueUrl: polling.polls.queueUrl,
      FanoutQueueUrl: delivering.fanout.queueUrl,
      DeliveriesQueueUrl: delivering.deliveries.queueUrl,
      ConfirmationsQueueUrl: confirmations.queueUrl,
      DigestsQueueUrl: digests.queueUrl,
      ReaderKeyArn: mailing.readerKey.arn,
      ArticleTopicArn: topic.topicArn,
      AlarmTopicArn: alerting.topic.topicArn,
      RetentionDays: String(context.settings.articleRetentionDays),
      BacklogHours: String(context.settings.backlogHours),
      PublicationTitle: context.settings.title,
      LinksTo: context.settings.edition.linksTo,
      MailPostalAddress: context.settings.mail.postalAddress,
      MailPerSecond: String(context.settings.mail.perSecond),
      MailPerDay: String(context.settings.mail.perDay),
    })) {
      new CfnOutput(this, name, { value });
    }
  }
}
