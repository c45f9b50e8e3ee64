import { SQSClient } from '@aws-sdk/client-sqs';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { documentClient } from '../../platform/dynamodb/clients.ts';
import { refusedOutsideEdge } from '../../platform/http/edge.ts';
import { lambda } from '../../platform/runtime/lambda.ts';
import { answer } from '../../modules/partner-api/answer.ts';
import type { Outcome } from '../../modules/partner-api/answer.ts';
import { partnerApiEnv } from './env.ts';
import { report } from '../../modules/partner-api/report.ts';
import { servicesWith } from '../../modules/partner-api/servicesWith.ts';

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
