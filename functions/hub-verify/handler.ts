import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { documentClient } from '../../platform/dynamodb/clients.ts';
import { EndpointsTable } from '../../modules/webhooks/endpointsTable.ts';
import { lambda } from '../../platform/runtime/lambda.ts';
import { hubVerifyEnv } from './env.ts';
import { verifyRecords } from '../../modules/websub/hub/verification/verifyRecords.ts';

export const handler = lambda(
  () => {
    const env = hubVerifyEnv.read();
    return {
      endpoints: new EndpointsTable(documentClient(), env.SUBSCRIBERS_TABLE),
      userAgent: env.USER_AGENT,
      allowLoopback: env.ALLOW_LOOPBACK === 'true',
    };
  },
  async ({ Records }: SQSEvent, services): Promise<SQSBatchResponse> => ({
    batchItemFailures: await verifyRecords(Records, services, services),
  }),
);
