import { queueClient } from '../../platform/aws/queues.ts';
import { ArticlesTable } from '../../modules/articles/articlesTable.ts';
import { commentKeyWith } from '../../modules/comments/commentKey.ts';
import { CommentsTable } from '../../modules/comments/commentsTable.ts';
import { ModerationTable } from '../../modules/comments/moderation/moderationTable.ts';
import { arrivedComments } from '../../modules/comments/moderation/sendModeration.ts';
import { mailServices } from '../../modules/mail/services.ts';
import { documentClient } from '../../platform/aws/documents.ts';
import { queueHandler } from '../../platform/runtime/queueHandler.ts';
import { readSecret } from '../../platform/runtime/secret.ts';
import { OwnQueue } from '../../platform/sqs/ownQueue.ts';
import { sendModerationEnv } from './env.ts';

export const handler = queueHandler(
  sendModerationEnv,
  async (env) => {
    const client = documentClient();
    const { ARTICLES_TABLE: table, RETENTION_DAYS: days } = env;
    return {
      ...mailServices(client, env),
      moderator: env.MODERATOR,
      articles: new ArticlesTable(client, table, Number(days)),
      comments: new CommentsTable(client, table, Number(days)),
      moderation: new ModerationTable(client, table),
      ownQueue: new OwnQueue(queueClient(), env.COMMENTS_QUEUE_URL),
      key: commentKeyWith(await readSecret(env.READER_KEY_ARN)),
    };
  },
  arrivedComments,
);
