import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { SQSClient } from '@aws-sdk/client-sqs';
import { ArticleLog } from '../../modules/articles/articleLog.ts';
import { documentClient } from '../../platform/dynamodb/clients.ts';
import { DigestsQueue } from '../../modules/digests/digestsQueue.ts';
import { SendRateTable } from '../../modules/mail/sendRateTable.ts';
import { SubscribersTable } from '../../modules/subscribers/subscribersTable.ts';
import { countSome } from '../../platform/runtime/countSome.ts';
import { lambda } from '../../platform/runtime/lambda.ts';
import { askDue } from '../../modules/digests/enqueueDueDigests.ts';
import { DigestCutoff } from '../../modules/digests/digestCutoff.ts';
import { dueDigestsEnv } from './env.ts';

export const handler = lambda(
  () => {
    const env = dueDigestsEnv.read();
    const client = documentClient();
    const limits = { perSecond: Number(env.MAIL_PER_SECOND), perDay: Number(env.MAIL_PER_DAY) };
    return {
      limits,
      parts: {
        subscribers: new SubscribersTable(client, env.SUBSCRIBERS_TABLE),
        queue: new DigestsQueue(new SQSClient(), env.DIGESTS_QUEUE_URL),
        pace: new SendRateTable(client, env.SUBSCRIBERS_TABLE, limits),
        cuts: new DigestCutoff(new ArticleLog(client, env.ARTICLES_TABLE, Number(env.RETENTION_DAYS))),
      },
    };
  },
  async (_event: unknown, { parts, limits, logger, metrics }) => {
    const { asked, noPlace } = await askDue(parts, limits, new Date());
    countSome(metrics, 'DigestsAsked', asked);
    if (!noPlace) return;
    logger.warn('digests are due, and no mail may go for now');
    metrics.addMetric('DigestsOverQuota', MetricUnit.Count, 1);
  },
);
