import { setTimeout as sleep } from 'node:timers/promises';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { ArticleLog } from '../shared/aws/articleLog.ts';
import { ArticlesTable } from '../shared/aws/articlesTable.ts';
import { documentClient } from '../shared/aws/clients.ts';
import { DigestsTable } from '../shared/aws/digestsTable.ts';
import { Mailer } from '../shared/aws/mailer.ts';
import { MailPace } from '../shared/aws/mailPace.ts';
import { secretOnce } from '../shared/aws/secret.ts';
import { EditionsTable } from '../shared/aws/editionsTable.ts';
import { SubscribersTable } from '../shared/aws/subscribersTable.ts';
import { DigestMaker } from '../shared/digest/maker.ts';
import { readerKeyWith } from '../shared/readers/readerKey.ts';
import { lambda } from '../shared/runtime/lambda.ts';
import { digestRecords } from './digestRecords.ts';
import { digestEnv } from './env.ts';

export const handler = lambda(
  () => {
    const env = digestEnv.read();
    const client = documentClient();
    const secret = secretOnce(env.READER_KEY_ARN);
    const articles = { log: new ArticleLog(client, env.ARTICLES_TABLE, Number(env.RETENTION_DAYS)), articles: new ArticlesTable(client, env.ARTICLES_TABLE, Number(env.RETENTION_DAYS)), editions: new EditionsTable(client, env.ARTICLES_TABLE) };
    const about = { title: env.PUBLICATION_TITLE, publicUrl: env.PUBLIC_URL };
    const parts = {
      ...about,
      subscribers: new SubscribersTable(client, env.SUBSCRIBERS_TABLE),
      digests: new DigestsTable(client, env.DELIVERIES_TABLE),
      maker: new DigestMaker({ ...articles, publication: { ...about, postalAddress: env.MAIL_POSTAL_ADDRESS } }),
      mailer: new Mailer({ configurationSet: env.CONFIGURATION_SET, from: env.MAIL_FROM, replyTo: env.MAIL_REPLY_TO }),
      pace: new MailPace(client, env.SUBSCRIBERS_TABLE, { perSecond: Number(env.MAIL_PER_SECOND), perDay: Number(env.MAIL_PER_DAY) }),
      noted: new WeakSet(), now: () => new Date(), sleep: (milliseconds: number) => sleep(milliseconds),
    };
    return { ready: async () => ({ ...parts, key: readerKeyWith(await secret()) }) };
  },
  async ({ Records }: SQSEvent, { ready, ...telemetry }, context): Promise<SQSBatchResponse> =>
    ({ batchItemFailures: await digestRecords(Records, { ...(await ready()), remainingMs: () => context.getRemainingTimeInMillis() }, telemetry) }),
);
