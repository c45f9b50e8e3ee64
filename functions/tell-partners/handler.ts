import { queueClient } from '../../platform/aws/queues.ts';
import { mailServices } from '../../modules/mail/services.ts';
import { EndpointsTable } from '../../modules/webhooks/endpointsTable.ts';
import { tellPartners } from '../../modules/webhooks/notices/tellPartners.ts';
import { PartnersTable } from '../../modules/webhooks/partners.ts';
import { tryWith, webhookPost } from '../../modules/webhooks/post.ts';
import { RecoveryQueue } from '../../modules/webhooks/queues.ts';
import { sealerWith } from '../../modules/webhooks/signing.ts';
import { documentClient } from '../../platform/aws/documents.ts';
import { readSecret } from '../../platform/runtime/secret.ts';
import { sweepHandler } from '../../platform/runtime/sweepHandler.ts';
import { tellPartnersEnv } from './env.ts';

export const handler = sweepHandler(
  tellPartnersEnv,
  async (env) => {
    const client = documentClient();
    return {
      ...mailServices(client, env),
      endpoints: new EndpointsTable(client, env.SUBSCRIBERS_TABLE),
      recoveries: new RecoveryQueue(queueClient(), env.FANOUT_QUEUE_URL),
      partners: new PartnersTable(client, env.SUBSCRIBERS_TABLE),
      post: webhookPost({
        attempt: tryWith({ local: env.ALLOW_LOOPBACK === 'true', userAgent: env.USER_AGENT }),
        sealer: sealerWith(await readSecret(env.ENDPOINT_KEY_ARN)),
      }),
    };
  },
  tellPartners,
);
