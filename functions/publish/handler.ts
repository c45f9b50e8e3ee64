import { queueClient } from '../../platform/aws/queues.ts';
import { announcements } from '../../modules/announcing/announce.ts';
import { AnnouncedVersionsTable } from '../../modules/articles/announcedVersions.ts';
import { ArticleLog } from '../../modules/articles/articleLog.ts';
import { ArticlesTable } from '../../modules/articles/articlesTable.ts';
import { ArticleTopic } from '../../modules/articles/articleTopic.ts';
import { ListsTable } from '../../modules/articles/listsTable.ts';
import { SearchIndex } from '../../modules/search/searchIndex.ts';
import { documentClient } from '../../platform/aws/documents.ts';
import { topicClient } from '../../platform/aws/topics.ts';
import { streamHandler } from '../../platform/runtime/streamHandler.ts';
import { SqsQueue } from '../../platform/sqs/queue.ts';
import { publishEnv } from './env.ts';

export const handler = streamHandler(
  publishEnv,
  (env) => {
    const client = documentClient();
    const { ARTICLES_TABLE: table, RETENTION_DAYS: days } = env;
    return {
      articles: new ArticlesTable(client, table, Number(days)),
      lists: new ListsTable(client, table, Number(days)),
      search: new SearchIndex(client, table, Number(days)),
      log: new ArticleLog(client, table, Number(days)),
      announcedVersions: new AnnouncedVersionsTable(client, table),
      topic: new ArticleTopic(topicClient(), env.ARTICLE_TOPIC_ARN),
      deadLetters: new SqsQueue(queueClient(), env.DEAD_LETTER_QUEUE_URL),
    };
  },
  announcements,
);
