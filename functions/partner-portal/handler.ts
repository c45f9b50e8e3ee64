import { queueClient } from '../../platform/aws/queues.ts';
import { apiServices } from '../../modules/partner-api/services.ts';
import { answerPortal } from '../../modules/partner-portal/answer.ts';
import type { PortalOutcome } from '../../modules/partner-portal/answer.ts';
import { documentClient } from '../../platform/aws/documents.ts';
import { httpHandler } from '../../platform/runtime/httpHandler.ts';
import { partnerPortalEnv } from './env.ts';

export const handler = httpHandler(partnerPortalEnv, (env) => apiServices(env, documentClient(), queueClient()), {
  answer: (event, services, about: PortalOutcome) => answerPortal(event, services, new Date(), about),
  report: (status, about, { logger }) => {
    if (about) logger.info(`answered ${status}`, { ...about, status });
  },
});
