import { queueClient } from '../../platform/aws/queues.ts';
import { ArticleLog } from '../../modules/articles/articleLog.ts';
import { DigestsQueue } from '../../modules/digests/digestsQueue.ts';
import { DigestCutoff, enqueueDueDigests } from '../../modules/digests/enqueueDueDigests.ts';
import { SendRateTable } from '../../modules/mail/sendRateTable.ts';
import { SubscribersTable } from '../../modules/subscribers/subscribersTable.ts';
import { documentClient } from '../../platform/aws/documents.ts';
import { sweepHandler } from '../../platform/runtime/sweepHandler.ts';
import { dueDigestsEnv } from './env.ts';

export const handler = sweepHandler(
  dueDigestsEnv,
  (env) => {
    const client = documentClient();
    const limits = { perSecond: Number(env.MAIL_PER_SECOND), perDay: Number(env.MAIL_PER_DAY) };
    return {
      limits,
      subscribers: new SubscribersTable(client, env.SUBSCRIBERS_TABLE),
      queue: new DigestsQueue(queueClient(), env.DIGESTS_QUEUE_URL),
      pace: new SendRateTable(client, env.SUBSCRIBERS_TABLE, limits),
      cuts: new DigestCutoff(new ArticleLog(client, env.ARTICLES_TABLE, Number(env.RETENTION_DAYS))),
    };
  },
  async ({ limits, logger, ...services }, now, countSome) => {
    const { asked, noPlace } = await enqueueDueDigests(services, limits, now);
    countSome('DigestsAsked', asked);
    if (noPlace) logger.warn('digests are due, and no mail may go for now');
    countSome('DigestsOverQuota', noPlace ? 1 : 0);
  },
);
