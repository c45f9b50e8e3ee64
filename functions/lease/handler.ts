import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { documentClient } from '../shared/aws/clients.ts';
import { secretOnce } from '../shared/aws/secret.ts';
import { SourcesTable } from '../shared/aws/sourcesTable.ts';
import { guardedPoster } from '../shared/http/guardedPost.ts';
import { pushKeyWith } from '../shared/push/pushKey.ts';
import { lambda } from '../shared/runtime/lambda.ts';
import { leaseEnv } from './env.ts';
import { leaseRecords } from './leaseRecords.ts';

export const handler = lambda(
  () => {
    const env = leaseEnv.read();
    const local = env.ALLOW_LOOPBACK === 'true';
    const secret = secretOnce(env.PUSH_KEY_ARN);
    const parts = {
      sources: new SourcesTable(documentClient(), env.SOURCES_TABLE),
      post: guardedPoster({ timeoutMs: 15_000, maxAnswerBytes: 1_024, local }),
      publicUrl: env.PUBLIC_URL, userAgent: env.USER_AGENT, local,
    };
    return { ready: async () => ({ ...parts, key: pushKeyWith(await secret()) }) };
  },
  async ({ Records }: SQSEvent, { ready, ...telemetry }): Promise<SQSBatchResponse> => ({ batchItemFailures: await leaseRecords(Records, await ready(), telemetry) }),
);
