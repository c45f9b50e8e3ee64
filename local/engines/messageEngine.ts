import { Agent } from 'node:http';
import { join } from 'node:path';
import { startFauxqs, type FauxqsServer } from 'fauxqs';
import { exchange } from '../gateway/exchange.ts';
import { isObject, type JsonObject } from '../template/json.ts';
import { account } from '../template/naming.ts';
import { onLoopback } from './loopback.ts';
import { takeWholeGroups } from './messageGroups.ts';
import { prepareMessageStore } from './messageStore.ts';
import { withoutDiskWaits } from './withoutDiskWaits.ts';

/** How many messages of a queue wait, are being worked on, and are delayed; and since when the oldest is there. */
export interface QueueDepth {
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
  readonly oldestSentMs: number | undefined;
  /** Those of the visible that nobody can take, as others of their message group are being worked on. */
  readonly blocked: number;
  /** When the first that is being worked on comes back, unless it is deleted. */
  readonly nextBackMs: number | undefined;
}

/** An engine that speaks the protocols of SQS and SNS: fauxqs. */
export interface MessageEngine {
  readonly endpoint: string;
  readonly server: FauxqsServer;
  /** Calls SQS as the twin itself: unmetered, unchecked. */
  readonly sqs: (operation: string, queueName: string, input?: JsonObject, signal?: AbortSignal) => Promise<JsonObject>;
  readonly depth: (queueName: string) => QueueDepth;
  readonly stop: () => Promise<void>;
}

/** Starts fauxqs, its messages on disk. */
export async function startMessageEngine(dataDir: string): Promise<MessageEngine> {
  const folder = join(dataDir, 'messages');
  prepareMessageStore(folder);
  await takeWholeGroups();
  const server = await withoutDiskWaits(() =>
    onLoopback(() => startFauxqs({ port: 0, logger: false, dataDir: folder })),
  );
  const endpoint = `http://127.0.0.1:${server.port}`;
  const agent = new Agent({ keepAlive: true });
  return {
    endpoint,
    server,
    sqs: async (operation, queueName, input = {}, signal) => {
      const { status, body } = await exchange(endpoint, agent, {
        method: 'POST',
        path: '/',
        body: Buffer.from(JSON.stringify({ QueueUrl: `${endpoint}/${account}/${queueName}`, ...input })),
        headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AmazonSQS.${operation}` },
        ...(signal ? { signal } : {}),
      });
      if (status !== 200) throw new Error(`${operation} on ${queueName} failed: ${body.toString()}`);
      const parsed: unknown = body.length > 0 ? JSON.parse(body.toString()) : {};
      return isObject(parsed) ? parsed : {};
    },
    depth: (queueName) => {
      const { ready = [], inflight = [], delayed = [] } = server.inspectQueue(queueName)?.messages ?? {};
      const busyGroups = new Set(inflight.flatMap(({ message: { messageGroupId: group } }) => group ?? []));
      return {
        visible: ready.length,
        inFlight: inflight.length,
        delayed: delayed.length,
        oldestSentMs: earliest(
          [...ready, ...delayed, ...inflight.map(({ message }) => message)].map(({ sentTimestamp }) => sentTimestamp),
        ),
        blocked: ready.filter(({ messageGroupId: group }) => group !== undefined && busyGroups.has(group)).length,
        nextBackMs: earliest(inflight.map(({ visibilityDeadline }) => visibilityDeadline)),
      };
    },
    stop: async () => {
      agent.destroy();
      await server.stop();
    },
  };
}

const earliest = (times: readonly number[]): number | undefined =>
  times.length === 0 ? undefined : times.reduce((a, b) => Math.min(a, b));
