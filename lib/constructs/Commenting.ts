import { Duration } from 'aws-cdk-lib';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { commentEnv } from '../../functions/comment/env.ts';
import { sendModerationEnv } from '../../functions/send-moderation/env.ts';
import { CaravanFunction } from './CaravanFunction.ts';
import type { Mailing } from './Mailing.ts';
import type { Serving } from './Serving.ts';
import type { StageContext } from './StageContext.ts';
import { commentIndexName } from './Store.ts';
import type { Store } from './Store.ts';
import { WorkQueue } from './WorkQueue.ts';

interface Parts extends StageContext {
  readonly store: Store;
  readonly mailing: Mailing;
  readonly serving: Pick<Serving, 'api' | 'publicUrl' | 'edgeSecret'>;
  /** Who decides on comments, and for how long an article takes them. */
  readonly wanted: { readonly moderator: string; readonly closeAfterDays: number };
}

const moderationTimeout = Duration.seconds(30);

/** Reader → CloudFront → HTTP API → comment → comments → send-moderation → SES → moderator, and the page that the mail leads to. */
export class Commenting extends Construct {
  readonly comments: Queue;

  constructor(scope: Construct, id: string, parts: Parts) {
    super(scope, id);
    this.comments = new WorkQueue(this, 'Comments', {
      ...parts,
      workerTimeout: moderationTimeout,
      retentionPeriod: Duration.days(4),
      maxReceiveCount: 10, // one that arrives between two mails waits for the second
      deadLetters: {
        id: 'CommentsDeadLetters',
        runbook: {
          wide: true,
          heading: 'Comments dead letters',
          readerImpact: 'A reader was thanked for a comment of which the moderator has not been told.',
        },
      },
    });
    this.addComment(parts);
    this.addSendModeration(parts);
  }

  private addComment({ store, mailing, serving, wanted, ...context }: Parts): void {
    const comment = new CaravanFunction(this, 'Comment', {
      ...context,
      folder: 'comment',
      env: commentEnv,
      environment: {
        ARTICLES_TABLE: store.articles.tableName,
        COMMENTS_QUEUE_URL: this.comments.queueUrl,
        READER_KEY_ARN: mailing.readerKey.arn,
        RETENTION_DAYS: String(context.settings.articleRetentionDays),
        CLOSE_AFTER_DAYS: String(wanted.closeAfterDays),
        PUBLICATION_TITLE: context.settings.title,
        EDGE_SECRET: serving.edgeSecret,
      },
      timeout: Duration.seconds(15),
      memorySize: 512,
      runbook: {
        wide: true,
        heading: 'Comment fails',
        readerImpact: 'Nobody can comment, and the buttons in mails to the moderator fail. What was approved stands.',
      },
    });
    comment.grantTable(store.articles, ['GetItem', 'PutItem', 'UpdateItem', 'Query']);
    comment.grantReadSecret(mailing.readerKey);
    this.comments.grant(comment, 'sqs:SendMessage');
    const integration = new HttpLambdaIntegration('CommentIntegration', comment);
    for (const path of ['/articles/{id}/comments', '/comments/moderate']) serving.api.addRoutes({ path, integration });
  }

  private addSendModeration({ store, mailing, serving, wanted, ...context }: Parts): void {
    const sendModeration = new CaravanFunction(this, 'SendModeration', {
      ...context,
      folder: 'send-moderation',
      env: sendModerationEnv,
      environment: {
        ...mailing.environment,
        ARTICLES_TABLE: store.articles.tableName,
        SUBSCRIBERS_TABLE: store.subscribers.tableName,
        COMMENTS_QUEUE_URL: this.comments.queueUrl,
        READER_KEY_ARN: mailing.readerKey.arn,
        RETENTION_DAYS: String(context.settings.articleRetentionDays),
        MODERATOR: wanted.moderator,
        PUBLIC_URL: serving.publicUrl,
        PUBLICATION_TITLE: context.settings.title,
      },
      timeout: moderationTimeout,
      memorySize: 512,
      runbook: {
        wide: true,
        heading: 'Send moderation fails',
        readerImpact: 'Comments wait longer before a person reads them.',
      },
    });
    sendModeration.grantTable(store.articles, ['GetItem', 'PutItem', 'UpdateItem', 'BatchGetItem']);
    sendModeration.grantIndex(store.articles, commentIndexName);
    sendModeration.grantTable(store.subscribers, ['GetItem', 'PutItem']); // the pace of all who send mail
    mailing.grantSend(sendModeration);
    sendModeration.grantReadSecret(mailing.readerKey);
    sendModeration.consumes(this.comments, { batchSize: 5 });
    this.comments.grant(sendModeration, 'sqs:ChangeMessageVisibility');
  }
}
