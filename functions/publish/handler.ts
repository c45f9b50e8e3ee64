import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { ArticleLog } from '../../modules/articles/articleLog.ts';
import { ArticleTopic } from '../../modules/articles/articleTopic.ts';
import { documentClient } from '../../platform/dynamodb/clients.ts';
import { AnnouncedVersionsTable } from '../../modules/articles/announcedVersionsTable.ts';
import { ListsTable } from '../../modules/articles/listsTable.ts';
import { sendAll } from '../../platform/sqs/queue.ts';
import { lambda } from '../../platform/runtime/lambda.ts';
import { announce } from '../../modules/articles/announcing/announce.ts';
import { readChanges } from '../../modules/articles/announcing/changes.ts';
import { publishEnv } from './env.ts';
import { report } from '../../modules/articles/announcing/report.ts';

export const handler = lambda(
  () => {
    const env = publishEnv.read();
    const client = documentClient();
    const { ARTICLES_TABLE: table, RETENTION_DAYS: days } = env;
    const topic = new ArticleTopic(new SNSClient(), env.ARTICLE_TOPIC_ARN);
    return {
      exits: {
        lists: new ListsTable(client, table, Number(days)),
        log: new ArticleLog(client, table, Number(days)),
        editions: new AnnouncedVersionsTable(client, table),
        topic,
      },
      bury: (letters: readonly unknown[]) =>
        sendAll(
          new SQSClient(),
          env.DEAD_LETTER_QUEUE_URL,
          letters.map((letter) => ({ MessageBody: JSON.stringify(letter) })),
        ),
    };
  },
  async (event: DynamoDBStreamEvent, { exits, bury, logger, metrics }): Promise<DynamoDBBatchResponse> => {
    const { changes, unreadable } = readChanges(event.Records);
    if (unreadable.length > 0) {
      await bury(unreadable);
      logger.error('Article rows that cannot be read were set aside', { unreadable });
    }
    const { sent, resumeAt } = await announce(changes, exits, new Date());
    report(sent, new Date(), { logger, metrics });
    return { batchItemFailures: resumeAt === undefined ? [] : [{ itemIdentifier: resumeAt }] };
  },
);
