import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { documentClient } from '../../platform/dynamodb/clients.ts';
import { EndpointsTable } from '../../modules/webhooks/endpointsTable.ts';
import { RequestQueue } from '../../platform/sqs/requestQueue.ts';
import type { Verification } from '../../modules/websub/hub/verificationMessage.ts';
import { ListsTable } from '../../modules/articles/listsTable.ts';
import { secretOnce } from '../../platform/runtime/secret.ts';
import { SubscribersTable } from '../../modules/subscribers/subscribersTable.ts';
import { refusedOutsideEdge } from '../../platform/http/edge.ts';
import { lambda } from '../../platform/runtime/lambda.ts';
import { sealerWith } from '../../modules/webhooks/seal.ts';
import { answerHub } from '../../modules/websub/hub/answer.ts';
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
      intents: new RequestQueue<Verification>(new SQSClient(), env.INTENTS_QUEUE_URL),
      sealer: async () => sealerWith(await key()),
      publicUrl: env.PUBLIC_URL,
      publication: env.PUBLICATION_TITLE,
      local: env.ALLOW_LOOPBACK === 'true',
    };
    return { hub, edgeSecret: env.EDGE_SECRET };
  },
  async (event: APIGatewayProxyEventV2, { hub, edgeSecret, metrics }) => {
    const result = refusedOutsideEdge(event, edgeSecret) ?? (await answerHub(event, hub, new Date()));
    metrics.addMetric(result.statusCode === 202 ? 'SubscriptionsAsked' : 'SubscriptionsRefused', MetricUnit.Count, 1);
    return result;
  },
);
