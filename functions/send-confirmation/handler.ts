import { queueClient } from '../../platform/aws/queues.ts';
import { mailServices } from '../../modules/mail/services.ts';
import { confirmationMessages } from '../../modules/subscribers/confirmation/sendConfirmation.ts';
import { readerKeyWith } from '../../modules/subscribers/readerKey.ts';
import { SubscribersTable } from '../../modules/subscribers/subscribersTable.ts';
import { documentClient } from '../../platform/aws/documents.ts';
import { queueHandler } from '../../platform/runtime/queueHandler.ts';
import { readSecret } from '../../platform/runtime/secret.ts';
import { OwnQueue } from '../../platform/sqs/ownQueue.ts';
import { sendConfirmationEnv } from './env.ts';

export const handler = queueHandler(
  sendConfirmationEnv,
  async (env) => {
    const client = documentClient();
    return {
      ...mailServices(client, env),
      subscribers: new SubscribersTable(client, env.SUBSCRIBERS_TABLE),
      ownQueue: new OwnQueue(queueClient(), env.CONFIRMATIONS_QUEUE_URL),
      key: readerKeyWith(await readSecret(env.READER_KEY_ARN)),
    };
  },
  confirmationMessages,
);
