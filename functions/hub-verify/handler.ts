import { EndpointsTable } from '../../modules/webhooks/endpointsTable.ts';
import { verificationMessages } from '../../modules/websub/hub/verification/verify.ts';
import { documentClient } from '../../platform/aws/documents.ts';
import { queueHandler } from '../../platform/runtime/queueHandler.ts';
import { hubVerifyEnv } from './env.ts';

export const handler = queueHandler(
  hubVerifyEnv,
  (env) => ({
    endpoints: new EndpointsTable(documentClient(), env.SUBSCRIBERS_TABLE),
    userAgent: env.USER_AGENT,
    allowLoopback: env.ALLOW_LOOPBACK === 'true',
  }),
  verificationMessages,
);
