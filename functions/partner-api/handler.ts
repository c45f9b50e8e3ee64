import { SQSClient } from '@aws-sdk/client-sqs';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { documentClient } from '../../platform/dynamodb/clients.ts';
import { refusedOutsideEdge } from '../../platform/http/edge.ts';
import { lambda } from '../../platform/runtime/lambda.ts';
import { answerPartner } from '../../modules/partner-api/answer.ts';
import type { ApiOutcome } from '../../modules/partner-api/answer.ts';
import { partnerApiEnv } from './env.ts';
import { reportApiRequest } from '../../modules/partner-api/report.ts';
import { apiServices } from '../../modules/partner-api/services.ts';

export const handler = lambda(
  () => {
    const env = partnerApiEnv.read();
    return { services: apiServices(env, documentClient(), new SQSClient()), edgeSecret: env.EDGE_SECRET };
  },
  async (event: APIGatewayProxyEventV2, { services, edgeSecret, logger, metrics }) => {
    const refused = refusedOutsideEdge(event, edgeSecret);
    if (refused) return refused;
    const outcome: ApiOutcome = {};
    const result = await answerPartner(event, services, new Date(), outcome);
    reportApiRequest({ ...outcome, status: result.statusCode ?? 200 }, { logger, metrics });
    return result;
  },
);
