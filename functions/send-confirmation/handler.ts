import { setTimeout as sleep } from 'node:timers/promises';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { documentClient } from '../../platform/dynamodb/clients.ts';
import { Mailer } from '../../modules/mail/mailer.ts';
import { SendRateTable } from '../../modules/mail/sendRateTable.ts';
import { secretOnce } from '../../platform/runtime/secret.ts';
import { SubscribersTable } from '../../modules/subscribers/subscribersTable.ts';
import { readerKeyWith } from '../../modules/subscribers/readerKey.ts';
import { lambda } from '../../platform/runtime/lambda.ts';
import { confirmRecords } from '../../modules/subscribers/confirmation/confirmRecords.ts';
import { sendConfirmationEnv } from './env.ts';
import { hide } from '../../modules/subscribers/confirmation/hide.ts';

export const handler = lambda(
  () => {
    const env = sendConfirmationEnv.read();
    const client = documentClient();
    const sqs = new SQSClient();
    const secret = secretOnce(env.READER_KEY_ARN);
    const parts = {
      title: env.PUBLICATION_TITLE,
      publicUrl: env.PUBLIC_URL,
      postalAddress: env.MAIL_POSTAL_ADDRESS,
      subscribers: new SubscribersTable(client, env.SUBSCRIBERS_TABLE),
      mailer: new Mailer({ configurationSet: env.CONFIGURATION_SET, from: env.MAIL_FROM, replyTo: env.MAIL_REPLY_TO }),
      pace: new SendRateTable(client, env.SUBSCRIBERS_TABLE, {
        perSecond: Number(env.MAIL_PER_SECOND),
        perDay: Number(env.MAIL_PER_DAY),
      }),
      now: () => new Date(),
      sleep: (milliseconds: number) => sleep(milliseconds),
    };
    return {
      ready: async () => ({ ...parts, key: readerKeyWith(await secret()) }),
      rest: (record: SQSRecord, untilMs: number) =>
        hide(sqs, env.CONFIRMATIONS_QUEUE_URL, record, untilMs, parts.now()),
    };
  },
  async ({ Records }: SQSEvent, { ready, rest, ...telemetry }, context): Promise<SQSBatchResponse> => ({
    batchItemFailures: await confirmRecords(
      Records,
      { ...(await ready()), remainingMs: () => context.getRemainingTimeInMillis() },
      rest,
      telemetry,
    ),
  }),
);
