import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import type { AnnouncedVersionsTable } from '../../../modules/articles/announcedVersions.ts';
import { deliveryMessages } from '../../../modules/webhooks/deliver/deliver.ts';
import type { DeliverySender } from '../../../modules/webhooks/deliver/send.ts';
import type { DeliveriesTable } from '../../../modules/webhooks/deliveriesTable.ts';
import type { Delivery } from '../../../modules/webhooks/delivery.ts';
import type { Endpoint } from '../../../modules/webhooks/endpoint.ts';
import type { EndpointPatch, EndpointsTable } from '../../../modules/webhooks/endpointsTable.ts';
import type { UsageTable } from '../../../modules/webhooks/usage.ts';
import { workOff } from '../../../platform/runtime/queueHandler.ts';
import { OwnQueue } from '../../../platform/sqs/ownQueue.ts';
import { instant } from '../../../platform/values/time.ts';
import { anArticle, anAnnouncedVersion, anEndpoint } from '../../helpers/records.ts';

export const now = new Date('2026-11-01T09:00:00Z');
export const idOf = (letter: string) => letter.repeat(32);
export const record = (article: string, version = 1, body?: string) =>
  ({
    messageId: `${article}${version}`,
    receiptHandle: `handle-${article}${version}`,
    body:
      body ??
      JSON.stringify({ partnerId: 'caspian-times', endpointId: anEndpoint().id, articleId: idOf(article), version }),
  }) as unknown as SQSRecord;

/** An SQS that keeps what it is asked, and refuses nothing. */
function anSqs() {
  const commands: { name: string; input: unknown }[] = [];
  const sqs = new SQSClient({ region: 'us-east-1' });
  sqs.send = ((command: { constructor: { name: string }; input: unknown }) => {
    commands.push({ name: command.constructor.name, input: command.input });
    return Promise.resolve({});
  }) as typeof sqs.send;
  return { sqs, commands };
}

const silent = { logger: new Logger({ logLevel: 'SILENT' }), metrics: new Metrics({ namespace: 'Test' }) };

/** Each article has two versions. */
const announcedVersions = {
  getMany: async (wanted: { articleId: string; version: number }[]) =>
    wanted.map(({ articleId: id, version }) => anAnnouncedVersion(version, anArticle({ id, version }))),
  ofArticle: async (id: string, from: number) =>
    [1, 2]
      .filter((version) => version >= from)
      .map((version) => anAnnouncedVersion(version, anArticle({ id, version }))),
} as unknown as AnnouncedVersionsTable;

const senderInto =
  (posted: string[], answers: Record<string, number>): DeliverySender =>
  async (
    _endpoint,
    {
      announcedVersion: {
        event: { article },
      },
    },
  ) => {
    posted.push(`${article.id.charAt(0)}${article.version}`);
    return { attempt: { at: instant(now), milliseconds: 1, status: answers[article.id.charAt(0)] ?? 204 }, answer: '' };
  };

const usageInto = (used: unknown[]): Pick<UsageTable, 'add'> => ({
  add: async (...[partnerId, way, sources]) => {
    used.push([partnerId, way, sources]);
  },
});

/** A ledger in memory; its writes fail for some articles. It notes how many rows each write had. */
const ledgerOf = (rows: Delivery[], writes: number[], broken: readonly string[]): DeliveriesTable => {
  const isBroken = (row: Delivery) => broken.includes(row.articleId.charAt(0));
  return {
    getMany: async (places: { articleId: string; seq: number }[]) =>
      rows.filter((row) => places.some(({ articleId, seq }) => row.articleId === articleId && row.seq === seq)),
    from: async (_: unknown, seq: number, most: number) => {
      const later = rows.filter((row) => row.seq >= seq);
      return later.length > most ? undefined : later;
    },
    put: async (row: Delivery) => {
      if (isBroken(row)) throw new Error('DynamoDB is throttled');
      rows.push(row);
      writes.push(1);
    },
    putAll: async (several: Delivery[]) => {
      if (several.some(isBroken)) throw new Error('too large');
      rows.push(...several);
      writes.push(several.length);
    },
  } as unknown as DeliveriesTable;
};

/** All that deliver works with, in memory: some writes fail, some answers wait, and posts are answered as told. */
export function world({
  answers = {},
  brokenLedger = [],
  slow = [],
  remainingMs = 60_000,
  endpoint = {},
}: {
  answers?: Record<string, number>;
  brokenLedger?: string[];
  slow?: string[];
  remainingMs?: number;
  endpoint?: Partial<Endpoint>;
} = {}) {
  const rows: Delivery[] = [];
  const posted: string[] = [];
  const [waits, changes, used, writes] = [[] as number[], [] as EndpointPatch[], [] as unknown[], [] as number[]];
  const [{ sqs, commands }, answer] = [anSqs(), Promise.withResolvers<void>()];
  const parts = {
    endpoints: {
      getMany: async () => [anEndpoint(endpoint)],
      change: async (_: unknown, patch: EndpointPatch) => changes.push(patch),
    } as unknown as EndpointsTable,
    announcedVersions,
    ledger: ledgerOf(rows, writes, brokenLedger),
    send: async (...[endpoint, what, at]: Parameters<DeliverySender>) => {
      if (slow.includes(what.announcedVersion.event.article.id.charAt(0))) await answer.promise;
      return senderInto(posted, answers)(endpoint, what, at);
    },
    now: () => now,
    random: () => 0.5,
    usage: usageInto(used),
    wait: async (milliseconds: number) => waits.push(milliseconds),
    remainingMs: () => remainingMs,
    ownQueue: new OwnQueue(sqs, 'queue'),
    ...silent,
  };
  const told: string[] = [];
  return {
    rows,
    posted,
    waits,
    changes,
    used,
    writes,
    commands,
    answered: answer.resolve,
    told,
    run: (...records: SQSRecord[]) =>
      workOff(
        records,
        {
          ...deliveryMessages,
          report: ({ articleId }, what) => {
            told.push(`${articleId.charAt(0)} ${'error' in what ? 'error' : 'settled'}`);
          },
        },
        parts,
      ),
  };
}
export const items = (failed: { itemIdentifier: string }[]) =>
  failed.map(({ itemIdentifier }) => itemIdentifier).toSorted();
