import { QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { Table } from '../../platform/dynamodb/table.ts';
import { epochSeconds, plusSeconds } from '../../platform/values/time.ts';
import { partnerKey } from './endpointKeys.ts';

/** How a story went to a partner. */
export type UsageWay = 'webhook' | 'pull';

/** A month's stories of one partner, by source and way. */
export interface MonthUsage {
  /** 2026-11, in UTC. */
  readonly month: string;
  readonly sources: readonly { readonly source: string; readonly webhook: number; readonly pull: number }[];
}

export const monthOf = (now: Date): string => now.toISOString().slice(0, 7);

const prefix = 'USAGE#';
const usageKey = (partnerId: string, month: string) => ({ pk: partnerKey(partnerId).pk, sk: `${prefix}${month}` });
/** Two years and a month: what a bill rests on. */
const keptSeconds = 761 * 86_400;

/**
 * What partners had, in the Subscribers table: a row for each partner and month, with a number for each source and way.
 * It is counted after it is sent: a worker that dies between counts too little. A call whose answer is lost is made
 * again, and counts a batch twice: DynamoDB knows no token for an update outside of a transaction.
 */
export class UsageTable extends Table {
  /** @param sources of each story that was sent, as often as it was */
  async add(partnerId: string, way: UsageWay, sources: readonly string[], now: Date): Promise<void> {
    if (sources.length === 0) return;
    const counts = [...Map.groupBy(sources, (source) => source)].map(([source, all]) => [source, all.length] as const);
    await this.client.send(
      new UpdateCommand({
        TableName: this.table,
        Key: usageKey(partnerId, monthOf(now)),
        UpdateExpression: `ADD ${counts.map((_, index) => `#s${index} :n${index}`).join(', ')} SET expireAt = :expireAt`,
        ExpressionAttributeNames: Object.fromEntries(
          counts.map(([source], index) => [`#s${index}`, `${way} ${source}`]),
        ),
        ExpressionAttributeValues: {
          ...Object.fromEntries(counts.map(([, count], index) => [`:n${index}`, count])),
          ':expireAt': plusSeconds(epochSeconds(now), keptSeconds),
        },
      }),
    );
  }

  /** A partner's months, the newest first. */
  async months(partnerId: string, limit = 25): Promise<MonthUsage[]> {
    const { Items = [] } = await this.client.send(
      new QueryCommand({
        TableName: this.table,
        KeyConditionExpression: 'pk = :partner AND begins_with(sk, :usage)',
        ExpressionAttributeValues: { ':partner': partnerKey(partnerId).pk, ':usage': prefix },
        ScanIndexForward: false,
        Limit: limit,
      }),
    );
    return Items.map(monthIn);
  }
}

function monthIn({ sk, ...row }: Record<string, unknown>): MonthUsage {
  const counts = Object.entries(row).flatMap(([name, count]) => {
    const [, way, source] = /^(webhook|pull) (.+)$/.exec(name) ?? [];
    return way === undefined || source === undefined ? [] : [{ way, source, count: Number(count) }];
  });
  const numberOf = (source: string, way: UsageWay) =>
    counts.find((one) => one.source === source && one.way === way)?.count ?? 0;
  const sources = [...new Set(counts.map(({ source }) => source))].toSorted();
  return {
    month: String(sk).slice(prefix.length),
    sources: sources.map((source) => ({
      source,
      webhook: numberOf(source, 'webhook'),
      pull: numberOf(source, 'pull'),
    })),
  };
}
