import { DigestsTable } from '../../modules/digests/digestsTable.ts';
import { mailEventMessages } from '../../modules/digests/takeMailEvents.ts';
import { SubscribersTable } from '../../modules/subscribers/subscribersTable.ts';
import { documentClient } from '../../platform/aws/documents.ts';
import { queueHandler } from '../../platform/runtime/queueHandler.ts';
import { mailEventsEnv } from './env.ts';

export const handler = queueHandler(
  mailEventsEnv,
  (env) => {
    const client = documentClient();
    return {
      subscribers: new SubscribersTable(client, env.SUBSCRIBERS_TABLE),
      digests: new DigestsTable(client, env.DELIVERIES_TABLE),
    };
  },
  mailEventMessages,
);
