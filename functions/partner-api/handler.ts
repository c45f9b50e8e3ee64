import { queueClient } from '../../platform/aws/queues.ts';
import { answerPartner, reportApiRequest } from '../../modules/partner-api/answer.ts';
import type { ApiOutcome } from '../../modules/partner-api/answer.ts';
import { apiServices } from '../../modules/partner-api/services.ts';
import { documentClient } from '../../platform/aws/documents.ts';
import { httpHandler } from '../../platform/runtime/httpHandler.ts';
import { partnerApiEnv } from './env.ts';

export const handler = httpHandler(partnerApiEnv, (env) => apiServices(env, documentClient(), queueClient()), {
  answer: (event, services, about: ApiOutcome) => answerPartner(event, services, new Date(), about),
  report: (status, about, telemetry) => about && reportApiRequest({ ...about, status }, telemetry),
});
