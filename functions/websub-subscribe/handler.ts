import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { documentClient } from '../../platform/dynamodb/clients.ts';
import { secretOnce } from '../../platform/runtime/secret.ts';
import { SourcesTable } from '../../modules/sources/sourcesTable.ts';
import { guardedPoster } from '../../platform/http/guardedPost.ts';
import { pushKeyWith } from '../../modules/websub/subscriber/pushKey.ts';
import { lambda } from '../../platform/runtime/lambda.ts';
import { websubSubscribeEnv } from './env.ts';
import { leaseRecords } from '../../modules/websub/subscriber/leaseRecords.ts';

export const handler = lambda(
  () => {
    const env = websubSubscribeEnv.read();
    const local = env.ALLOW_LOOPBACK === 'true';
    const secret = secretOnce(env.PUSH_KEY_ARN);
    const parts = {
      sources: new SourcesTable(documentClient(), env.SOURCES_TABLE),
      post: guardedPoster({ timeoutMs: 15_000, maxAnswerBytes: 1_024, local }),
      publicUrl: env.PUBLIC_URL,
      userAgent: env.USER_AGENT,
      local,
    };
    return { ready: async () => ({ ...parts, key: pushKeyWith(await secret()) }) };
  },
  async ({ Records }: SQSEvent, { ready, ...telemetry }): Promise<SQSBatchResponse> => ({
    batchItemFailures: await leaseRecords(Records, await ready(), telemetry),
  }),
);
