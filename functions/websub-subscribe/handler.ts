import { SourcesTable } from '../../modules/sources/sourcesTable.ts';
import { leaseMessages } from '../../modules/websub/subscriber/askForLease.ts';
import { pushKeyWith } from '../../modules/websub/subscriber/pushKey.ts';
import { documentClient } from '../../platform/aws/documents.ts';
import { guardedPoster } from '../../platform/http/guardedPost.ts';
import { queueHandler } from '../../platform/runtime/queueHandler.ts';
import { readSecret } from '../../platform/runtime/secret.ts';
import { websubSubscribeEnv } from './env.ts';

export const handler = queueHandler(
  websubSubscribeEnv,
  async (env) => {
    const local = env.ALLOW_LOOPBACK === 'true';
    return {
      sources: new SourcesTable(documentClient(), env.SOURCES_TABLE),
      post: guardedPoster({ timeoutMs: 15_000, maxAnswerBytes: 1_024, local }),
      publicUrl: env.PUBLIC_URL,
      userAgent: env.USER_AGENT,
      local,
      key: pushKeyWith(await readSecret(env.PUSH_KEY_ARN)),
    };
  },
  leaseMessages,
);
