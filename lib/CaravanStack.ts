import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Delivering } from './constructs/Delivering.ts';
import { Polling } from './constructs/Polling.ts';
import { Publishing } from './constructs/Publishing.ts';
import { Serving } from './constructs/Serving.ts';
import type { StageContext } from './constructs/StageContext.ts';
import { Store } from './constructs/Store.ts';

/** The way of an article, from top to bottom. */
export class CaravanStack extends Stack {
  constructor(scope: Construct, id: string, context: StageContext) {
    super(scope, id, { description: 'Caravan: news syndication, every article once' });

    const store = new Store(this, 'Store', context);
    const { polls } = new Polling(this, 'Polling', { ...context, store });
    const { topic } = new Publishing(this, 'Publishing', { ...context, store });
    const { fanout, deliveries } = new Delivering(this, 'Delivering', { ...context, store, topic });
    new Serving(this, 'Serving', { ...context, store });

    // What the command line finds its way by.
    for (const [name, value] of Object.entries({
      SourcesTable: store.sources.tableName,
      ArticlesTable: store.articles.tableName,
      SubscribersTable: store.subscribers.tableName,
      DeliveriesTable: store.deliveries.tableName,
      PollsQueueUrl: polls.queueUrl,
      FanoutQueueUrl: fanout.queueUrl,
      DeliveriesQueueUrl: deliveries.queueUrl,
      ArticleTopicArn: topic.topicArn,
      RetentionDays: String(context.settings.articleRetentionDays),
    })) {
      new CfnOutput(this, name, { value });
    }
  }
}
