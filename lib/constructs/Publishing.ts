import { Duration } from 'aws-cdk-lib';
import { AccountPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { publishEnv } from '../../functions/publish/env.ts';
import { dueArticlesEnv } from '../../functions/due-articles/env.ts';
import { CaravanFunction } from './CaravanFunction.ts';
import { DeadLetterQueue } from './DeadLetterQueue.ts';
import { Scheduled } from './Scheduled.ts';
import type { StageContext } from './StageContext.ts';
import type { Store } from './Store.ts';

type Parts = StageContext & { readonly store: Store };

/** The stream of Articles → publish → lists and SNS. Release writes what falls due, and the stream carries that too. */
export class Publishing extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, parts: Parts) {
    super(scope, id);
    this.topic = new Topic(this, 'ArticleEvents', { enforceSSL: true });
    this.letPartnersSubscribe(parts.settings.aws?.partnerAccounts ?? []);
    this.addPublish(parts);
    this.addRelease(parts);
  }

  /**
   * A queue of another account subscribes where the topic's policy lets that account in (SNS developer guide,
   * "Sending messages to an Amazon SQS queue in a different account").
   */
  private letPartnersSubscribe(accounts: readonly string[]): void {
    for (const account of accounts) {
      this.topic.addToResourcePolicy(
        new PolicyStatement({
          sid: `Partner${account}`,
          actions: ['sns:Subscribe'],
          principals: [new AccountPrincipal(account)],
          resources: [this.topic.topicArn],
          conditions: {
            StringEquals: { 'sns:Protocol': 'sqs' },
            StringLike: { 'sns:Endpoint': `arn:aws:sqs:*:${account}:*` },
          },
        }),
      );
    }
  }

  private addPublish({ store, ...context }: Parts): void {
    const deadLetters = new DeadLetterQueue(this, 'PublishDeadLetters', {
      ...context,
      runbook: { heading: 'Publish dead letters', readerImpact: 'A change of an article reached no reader.' },
    });

    const publish = new CaravanFunction(this, 'Publish', {
      ...context,
      folder: 'publish',
      env: publishEnv,
      environment: {
        ARTICLES_TABLE: store.articles.tableName,
        ARTICLE_TOPIC_ARN: this.topic.topicArn,
        DEAD_LETTER_QUEUE_URL: deadLetters.queueUrl,
        RETENTION_DAYS: String(context.settings.articleRetentionDays),
      },
      timeout: Duration.seconds(30),
      memorySize: 512,
      runbook: {
        heading: 'Publish fails',
        readerImpact:
          'Articles, corrections and withdrawals wait in the stream; after 24 hours they are lost to readers.',
      },
    });
    publish.grantTable(store.articles, ['BatchWriteItem', 'BatchGetItem', 'UpdateItem', 'PutItem', 'Query']);
    this.topic.grantPublish(publish);
    deadLetters.grant(publish, 'sqs:SendMessage');
    publish.addEventSource(
      new DynamoEventSource(store.articles, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 50,
        reportBatchItemFailures: true,
        bisectBatchOnError: true,
        onFailure: { bind: () => ({ destination: deadLetters.queueArn }) },
        filters: [
          FilterCriteria.filter({ dynamodb: { Keys: { sk: { S: FilterRule.isEqual('ARTICLE') as unknown } } } }),
          // a comment that is new waits for a person
          FilterCriteria.filter({
            eventName: FilterRule.or('MODIFY', 'REMOVE'),
            dynamodb: { Keys: { sk: { S: FilterRule.isEqual('COMMENT') as unknown } } },
          }),
        ],
      }),
    );
  }

  private addRelease({ store, ...context }: Parts): void {
    const release = new CaravanFunction(this, 'Release', {
      ...context,
      folder: 'due-articles',
      env: dueArticlesEnv,
      environment: {
        ARTICLES_TABLE: store.articles.tableName,
        RETENTION_DAYS: String(context.settings.articleRetentionDays),
      },
      timeout: Duration.seconds(50),
      memorySize: 256,
      runbook: {
        heading: 'Release fails',
        readerImpact: 'Embargoed articles come out late, and expired ones are taken back late.',
      },
      untraced: true,
    });
    release.grantTable(store.articles, ['GetItem', 'PutItem'], ['Query', 'Scan']);
    new Scheduled(this, 'ReleaseRun', { ...context, target: release, name: 'Release' });
  }
}
