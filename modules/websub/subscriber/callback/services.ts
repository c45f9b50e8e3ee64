import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { queueClient } from '../../../../platform/aws/queues.ts';
import { documentClient } from '../../../../platform/aws/documents.ts';
import { secretOnce } from '../../../../platform/runtime/secret.ts';
import { PollsQueue } from '../../../sources/pollsQueue.ts';
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
export interface CallbackRequest {
  readonly event: APIGatewayProxyEventV2;
  readonly sourceId: string;
  readonly now: Date;
}

/** When a source is polled because of a push: at once, soon by the schedule, after the poll under way, or not. */
export type PollTiming = 'now' | 'soon' | 'again' | 'nothing';

/** The effect of a hub's request. */
export interface CallbackOutcome {
  readonly kind: 'granted' | 'denied' | 'left' | 'taken' | 'unsigned';
  readonly status: 200 | 202;
  /** Of a push. */
  readonly poll?: PollTiming;
  /** Sent back to a hub that verifies, and nothing else. */
  readonly challenge?: string;
}

/** The services of the environment, built once a cold start. */
export function callbackServices(
  env: Readonly<Record<'SOURCES_TABLE' | 'POLLS_QUEUE_URL' | 'PUSH_KEY_ARN', string>>,
): CallbackServices {
  const secret = secretOnce(env.PUSH_KEY_ARN);
  return {
    sources: new SourcesTable(documentClient(), env.SOURCES_TABLE),
    polls: new PollsQueue(queueClient(), env.POLLS_QUEUE_URL),
    key: async () => pushKeyWith(await secret()),
  };
}
