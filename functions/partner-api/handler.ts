import { SQSClient } from '@aws-sdk/client-sqs';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { documentClient } from '../shared/aws/clients.ts';
import { lambda } from '../shared/runtime/lambda.ts';
import { answer } from './answer.ts';
import type { Outcome } from './answer.ts';
import { partnerApiEnv } from './env.ts';
import { report } from './report.ts';
import { servicesWith } from './servicesWith.ts';

export const handler = lambda(
  () => ({ services: servicesWith(partnerApiEnv.read(), documentClient(), new SQSClient()) }),
  async (event: APIGatewayProxyEventV2, { services, logger, metrics }) => {
    const outcome: Outcome = {};
    const result = await answer(event, services, new Date(), outcome);
    report({ ...outcome, status: result.statusCode ?? 200 }, { logger, metrics });
    return result;
  },
);
