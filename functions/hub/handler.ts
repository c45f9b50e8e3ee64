import { queueClient } from '../../platform/aws/queues.ts';
import { ListsTable } from '../../modules/articles/listsTable.ts';
import { SubscribersTable } from '../../modules/subscribers/subscribersTable.ts';
import { EndpointsTable } from '../../modules/webhooks/endpointsTable.ts';
import { sealerWith } from '../../modules/webhooks/signing.ts';
import { subscriptionRequests } from '../../modules/websub/hub/answer.ts';
import type { Verification } from '../../modules/websub/hub/verificationMessage.ts';
import { documentClient } from '../../platform/aws/documents.ts';
import { httpHandler } from '../../platform/runtime/httpHandler.ts';
import { secretOnce } from '../../platform/runtime/secret.ts';
import { RequestQueue } from '../../platform/sqs/requestQueue.ts';
import { hubEnv } from './env.ts';

export const handler = httpHandler(
  hubEnv,
  (env) => {
    const client = documentClient();
    const key = secretOnce(env.ENDPOINT_KEY_ARN);
    return {
      lists: new ListsTable(client, env.ARTICLES_TABLE, Number(env.RETENTION_DAYS)),
      endpoints: new EndpointsTable(client, env.SUBSCRIBERS_TABLE),
      limits: new SubscribersTable(client, env.SUBSCRIBERS_TABLE),
      intents: new RequestQueue<Verification>(queueClient(), env.INTENTS_QUEUE_URL),
      sealer: async () => sealerWith(await key()),
      publicUrl: env.PUBLIC_URL,
      publication: env.PUBLICATION_TITLE,
      local: env.ALLOW_LOOPBACK === 'true',
    };
  },
  subscriptionRequests,
);
