import { SQSClient } from '@aws-sdk/client-sqs';
import { answerPartner, reportApiRequest } from '../../modules/partner-api/answer.ts';
import type { ApiOutcome } from '../../modules/partner-api/answer.ts';
import { apiServices } from '../../modules/partner-api/services.ts';
import { documentClient } from '../../platform/dynamodb/table.ts';
import { httpHandler } from '../../platform/runtime/httpHandler.ts';
import { partnerApiEnv } from './env.ts';

export const handler = httpHandler(partnerApiEnv, (env) => apiServices(env, documentClient(), new SQSClient()), {
  answer: (event, services, about: ApiOutcome) => answerPartner(event, services, new Date(), about),
  report: (status, about, telemetry) => about && reportApiRequest({ ...about, status }, telemetry),
});
