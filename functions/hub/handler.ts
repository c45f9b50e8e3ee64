import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { documentClient } from '../shared/aws/clients.ts';
import { EndpointsTable } from '../shared/aws/endpointsTable.ts';
import { RequestQueue } from '../shared/aws/requestQueue.ts';
import type { Intent } from '../shared/events/intent.ts';
import { ListsTable } from '../shared/aws/listsTable.ts';
import { secretOnce } from '../shared/aws/secret.ts';
import { SubscribersTable } from '../shared/aws/subscribersTable.ts';
import { refusedOutsideEdge } from '../shared/http/edge.ts';
import { lambda } from '../shared/runtime/lambda.ts';
import { sealerWith } from '../shared/webhooks/seal.ts';
import { answer } from './answer.ts';
import { hubEnv } from './env.ts';

export const handler = lambda(
  () => {
    const env = hubEnv.read();
    const client = documentClient();
    const key = secretOnce(env.ENDPOINT_KEY_ARN);
    const hub = {
      lists: new ListsTable(client, env.ARTICLES_TABLE, Number(env.RETENTION_DAYS)),
      endpoints: new EndpointsTable(client, env.SUBSCRIBERS_TABLE),
      limits: new SubscribersTable(client, env.SUBSCRIBERS_TABLE),
      intents: new RequestQueue<Intent>(new SQSClient(), env.INTENTS_QUEUE_URL),
      sealer: async () => sealerWith(await key()),
      publicUrl: env.PUBLIC_URL, publication: env.PUBLICATION_TITLE, local: env.ALLOW_LOOPBACK === 'true',
    };
    return { hub, edgeSecret: env.EDGE_SECRET };
  },
  async (event: APIGatewayProxyEventV2, { hub, edgeSecret, metrics }) => {
    const result = refusedOutsideEdge(event, edgeSecret) ?? (await answer(event, hub, new Date()));
    metrics.addMetric(result.statusCode === 202 ? 'SubscriptionsAsked' : 'SubscriptionsRefused', MetricUnit.Count, 1);
    return result;
  },
);
