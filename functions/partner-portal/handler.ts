import { SQSClient } from '@aws-sdk/client-sqs';
import { apiServices } from '../../modules/partner-api/services.ts';
import { answerPortal } from '../../modules/partner-portal/answer.ts';
import type { PortalOutcome } from '../../modules/partner-portal/answer.ts';
import { documentClient } from '../../platform/dynamodb/table.ts';
import { httpHandler } from '../../platform/runtime/httpHandler.ts';
import { partnerPortalEnv } from './env.ts';

export const handler = httpHandler(partnerPortalEnv, (env) => apiServices(env, documentClient(), new SQSClient()), {
  answer: (event, services, about: PortalOutcome) => answerPortal(event, services, new Date(), about),
  report: (status, about, { logger }) => {
    if (about) logger.info(`answered ${status}`, { ...about, status });
  },
});
