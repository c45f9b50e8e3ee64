import { setTimeout as sleep } from 'node:timers/promises';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { documentClient } from '../shared/aws/clients.ts';
import { Mailer } from '../shared/aws/mailer.ts';
import { MailPace } from '../shared/aws/mailPace.ts';
import { secretOnce } from '../shared/aws/secret.ts';
import { SubscribersTable } from '../shared/aws/subscribersTable.ts';
import { readerKeyWith } from '../shared/readers/readerKey.ts';
import { lambda } from '../shared/runtime/lambda.ts';
import { confirmRecords } from './confirmRecords.ts';
import { confirmEnv } from './env.ts';
import { hide } from './hide.ts';

export const handler = lambda(
  () => {
    const env = confirmEnv.read();
    const client = documentClient();
    const sqs = new SQSClient();
    const secret = secretOnce(env.READER_KEY_ARN);
    const parts = {
      title: env.PUBLICATION_TITLE, publicUrl: env.PUBLIC_URL, postalAddress: env.MAIL_POSTAL_ADDRESS,
      subscribers: new SubscribersTable(client, env.SUBSCRIBERS_TABLE),
      mailer: new Mailer({ configurationSet: env.CONFIGURATION_SET, from: env.MAIL_FROM, replyTo: env.MAIL_REPLY_TO }),
      pace: new MailPace(client, env.SUBSCRIBERS_TABLE, { perSecond: Number(env.MAIL_PER_SECOND), perDay: Number(env.MAIL_PER_DAY) }),
      now: () => new Date(), sleep: (milliseconds: number) => sleep(milliseconds),
    };
    return {
      ready: async () => ({ ...parts, key: readerKeyWith(await secret()) }),
      rest: (record: SQSRecord, untilMs: number) => hide(sqs, env.CONFIRMATIONS_QUEUE_URL, record, untilMs, parts.now()),
    };
  },
  async ({ Records }: SQSEvent, { ready, rest, ...telemetry }, context): Promise<SQSBatchResponse> =>
    ({ batchItemFailures: await confirmRecords(Records, { ...(await ready()), remainingMs: () => context.getRemainingTimeInMillis() }, rest, telemetry) }),
);
