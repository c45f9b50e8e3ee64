import { SQSClient } from '@aws-sdk/client-sqs';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { documentClient } from '../../../../platform/dynamodb/clients.ts';
import { PollsQueue } from '../../../sources/pollsQueue.ts';
import { secretOnce } from '../../../../platform/runtime/secret.ts';
import { SourcesTable } from '../../../sources/sourcesTable.ts';
import { pushKeyWith } from '../pushKey.ts';
import type { PushKey } from '../pushKey.ts';

export interface CallbackServices {
  readonly sources: SourcesTable;
  readonly polls: PollsQueue;
  /** Read at the first call. */
  readonly key: () => Promise<PushKey>;
}

/** One request of a hub to the callback of a source. */
export interface Callback {
  readonly event: APIGatewayProxyEventV2;
  readonly sourceId: string;
  readonly now: Date;
}

/** The services of the environment, built once a cold start. */
export function callbackServices(
  env: Readonly<Record<'SOURCES_TABLE' | 'POLLS_QUEUE_URL' | 'PUSH_KEY_ARN', string>>,
): CallbackServices {
  const secret = secretOnce(env.PUSH_KEY_ARN);
  return {
    sources: new SourcesTable(documentClient(), env.SOURCES_TABLE),
    polls: new PollsQueue(new SQSClient(), env.POLLS_QUEUE_URL),
    key: async () => pushKeyWith(await secret()),
  };
}
