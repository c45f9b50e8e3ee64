import type { SQSRecord } from 'aws-lambda';
import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Agent, request } from 'undici';
import type { AnnouncedVersion, AnnouncedVersionsTable } from '../modules/articles/announcedVersions.ts';
import { deliverBatch } from '../modules/webhooks/deliver/deliver.ts';
import type { DeliverySender } from '../modules/webhooks/deliver/send.ts';
import type { DeliveriesTable } from '../modules/webhooks/deliveriesTable.ts';
import type { Delivery } from '../modules/webhooks/delivery.ts';
import type { EndpointsTable } from '../modules/webhooks/endpointsTable.ts';
import { bodyOf, tryWith, webhookId, webhookPost } from '../modules/webhooks/post.ts';
import { newSigningSecret, sealerWith, sealSecret, signedHeaders } from '../modules/webhooks/signing.ts';
import { epochSeconds } from '../platform/values/time.ts';
import { anArticle, anAnnouncedVersion, anEndpoint } from '../test/helpers/records.ts';
import { inTurn, median, milliseconds } from './inTurn.ts';
import { usualHtmlBytes } from './madePublisher.ts';

export interface DeliveriesFigures {
  readonly bodyBytes: number;
  readonly workerASecond: number;
  readonly bareASecond: number;
  /** What part of the bare loop's speed the worker keeps. */
  readonly share: number;
}

const rounds = 7;
const posts = 4_000;
const batchSize = 10;

/**
 * One deliver worker against a receiver on this machine, beside a bare loop of undici that signs and posts the same
 * bodies, by turns, both ten at a time. The worker decides, opens secrets, checks addresses and enters what came of it;
 * its tables are in memory here, as DynamoDB's milliseconds are not this machine's.
 */
export async function measureDeliveries(): Promise<DeliveriesFigures> {
  const thread = new Worker(join(import.meta.dirname, 'receiver.mjs'));
  const [port] = (await once(thread, 'message')) as [number];
  const url = `http://127.0.0.1:${port}/webhooks`;
  const agent = new Agent({ connections: batchSize });
  try {
    const articles = Array.from({ length: posts }, (_, index) =>
      anArticle({ id: index.toString(16).padStart(32, '0'), content: `<p>${'x'.repeat(usualHtmlBytes)}</p>` }),
    );
    const announcedVersions = articles.map((article, index) => anAnnouncedVersion(index + 1, article));
    const worker = workerOn(url, announcedVersions);
    const bare = bareLoop(url, announcedVersions, agent);
    const [workerMs = [], bareMs = []] = await inTurn(rounds, [() => milliseconds(worker), () => milliseconds(bare)]);
    const [workerASecond, bareASecond] = [workerMs, bareMs].map((times) => (posts / median(times)) * 1_000) as [
      number,
      number,
    ];
    return {
      bodyBytes: Buffer.byteLength(bodyOf(announcedVersions[0]!, 'full')),
      workerASecond,
      bareASecond,
      share: workerASecond / bareASecond,
    };
  } finally {
    await agent.close();
    await thread.terminate();
  }
}

function workerOn(url: string, announcedVersions: readonly AnnouncedVersion[]): () => Promise<void> {
  const sealer = sealerWith('bench');
  const bare = anEndpoint({ url, content: 'full' });
  const endpoint = { ...bare, secrets: [{ sealed: sealSecret(newSigningSecret(), bare, sealer) }] };
  const byArticle = new Map(
    announcedVersions.map((announcedVersion) => [announcedVersion.event.article.id, [announcedVersion]]),
  );
  const post = webhookPost({ attempt: tryWith({ local: true, userAgent: 'Caravan/1.0' }), sealer });
  const send: DeliverySender = (to, { id, announcedVersion }, now) =>
    post(to, { id, body: bodyOf(announcedVersion, to.content) }, now);
  return async () => {
    const rows: Delivery[] = [];
    const parts = {
      endpoints: { getMany: async () => [endpoint] } as unknown as EndpointsTable,
      announcedVersions: {
        ofArticle: async (id: string) => byArticle.get(id) ?? [],
      } as unknown as AnnouncedVersionsTable,
      ledger: {
        getMany: async () => [],
        put: async (row: Delivery) => {
          rows.push(row);
        },
      } as unknown as DeliveriesTable,
      send,
      now: () => new Date(),
      random: () => 0.5,
      usage: { add: async () => undefined },
      remainingMs: () => 60_000,
    };
    for (let start = 0; start < announcedVersions.length; start += batchSize) {
      const batch = announcedVersions.slice(start, start + batchSize).map(({ event }) => ({
        record: {} as SQSRecord,
        message: { partnerId: endpoint.partnerId, endpointId: endpoint.id, articleId: event.article.id, version: 1 },
      }));
      await deliverBatch(batch, parts, async () => undefined);
    }
    if (rows.filter(({ status }) => status === 'delivered').length !== posts)
      throw new Error('Not everything was delivered.');
  };
}

export function bareLoop(
  url: string,
  announcedVersions: readonly AnnouncedVersion[],
  dispatcher: Agent,
): () => Promise<void> {
  const secret = newSigningSecret();
  const one = async (announcedVersion: AnnouncedVersion) => {
    const body = bodyOf(announcedVersion, 'full');
    const id = webhookId({ endpointId: 'bare', articleId: announcedVersion.event.article.id, version: 1 });
    const headers = {
      'content-type': 'application/json',
      ...signedHeaders({ id, at: epochSeconds(new Date()), body }, [secret], 'v1'),
    };
    const answer = await request(url, { method: 'POST', body, headers, dispatcher });
    await answer.body.dump();
    if (answer.statusCode !== 204) throw new Error(`The receiver answered ${answer.statusCode}.`);
  };
  return async () => {
    for (let start = 0; start < announcedVersions.length; start += batchSize)
      await Promise.all(announcedVersions.slice(start, start + batchSize).map(one));
  };
}
