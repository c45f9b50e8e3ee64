import { setTimeout as sleep } from 'node:timers/promises';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { ArticleLog } from '../../modules/articles/articleLog.ts';
import { ArticlesTable } from '../../modules/articles/articlesTable.ts';
import { documentClient } from '../../platform/dynamodb/clients.ts';
import { DigestsTable } from '../../modules/digests/digestsTable.ts';
import { Mailer } from '../../modules/mail/mailer.ts';
import { SendRateTable } from '../../modules/mail/sendRateTable.ts';
import { secretOnce } from '../../platform/runtime/secret.ts';
import { AnnouncedVersionsTable } from '../../modules/articles/announcedVersionsTable.ts';
import { SubscribersTable } from '../../modules/subscribers/subscribersTable.ts';
import { DigestMaker } from '../../modules/digests/content/maker.ts';
import { readerKeyWith } from '../../modules/subscribers/readerKey.ts';
import { lambda } from '../../platform/runtime/lambda.ts';
import { digestRecords } from '../../modules/digests/sending/digestRecords.ts';
import { digestEnv } from './env.ts';

export const handler = lambda(
  () => {
    const env = digestEnv.read();
    const client = documentClient();
    const secret = secretOnce(env.READER_KEY_ARN);
    const articles = {
      log: new ArticleLog(client, env.ARTICLES_TABLE, Number(env.RETENTION_DAYS)),
      articles: new ArticlesTable(client, env.ARTICLES_TABLE, Number(env.RETENTION_DAYS)),
      editions: new AnnouncedVersionsTable(client, env.ARTICLES_TABLE),
    };
    const about = { title: env.PUBLICATION_TITLE, publicUrl: env.PUBLIC_URL };
    const parts = {
      ...about,
      subscribers: new SubscribersTable(client, env.SUBSCRIBERS_TABLE),
      digests: new DigestsTable(client, env.DELIVERIES_TABLE),
      maker: new DigestMaker({ ...articles, publication: { ...about, postalAddress: env.MAIL_POSTAL_ADDRESS } }),
      mailer: new Mailer({ configurationSet: env.CONFIGURATION_SET, from: env.MAIL_FROM, replyTo: env.MAIL_REPLY_TO }),
      pace: new SendRateTable(client, env.SUBSCRIBERS_TABLE, {
        perSecond: Number(env.MAIL_PER_SECOND),
        perDay: Number(env.MAIL_PER_DAY),
      }),
      noted: new WeakSet(),
      now: () => new Date(),
      sleep: (milliseconds: number) => sleep(milliseconds),
    };
    return { ready: async () => ({ ...parts, key: readerKeyWith(await secret()) }) };
  },
  async ({ Records }: SQSEvent, { ready, ...telemetry }, context): Promise<SQSBatchResponse> => ({
    batchItemFailures: await digestRecords(
      Records,
      { ...(await ready()), remainingMs: () => context.getRemainingTimeInMillis() },
      telemetry,
    ),
  }),
);
