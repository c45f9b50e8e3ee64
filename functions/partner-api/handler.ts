import { SQSClient } from '@aws-sdk/client-sqs';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { documentClient } from '../shared/aws/clients.ts';
import { refusedOutsideEdge } from '../shared/http/edge.ts';
import { lambda } from '../shared/runtime/lambda.ts';
import { answer } from './answer.ts';
import type { Outcome } from './answer.ts';
import { partnerApiEnv } from './env.ts';
import { report } from './report.ts';
import { servicesWith } from './servicesWith.ts';

export const handler = lambda(
  () => {
    const env = partnerApiEnv.read();
    return { services: servicesWith(env, documentClient(), new SQSClient()), edgeSecret: env.EDGE_SECRET };
  },
  async (event: APIGatewayProxyEventV2, { services, edgeSecret, logger, metrics }) => {
    const refused = refusedOutsideEdge(event, edgeSecret);
    if (refused) return refused;
    const outcome: Outcome = {};
    const result = await answer(event, services, new Date(), outcome);
    report({ ...outcome, status: result.statusCode ?? 200 }, { logger, metrics });
    return result;
  },
);
