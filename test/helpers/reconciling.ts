import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { randomBytes } from 'node:crypto';
import type { Call } from '../../local/gateway/call.ts';
import { logKey } from '../../modules/articles/articlesTable.ts';
import { epochSeconds } from '../../platform/values/time.ts';
import { functionId } from './caravan.ts';
import type { TestCaravan } from './caravan.ts';
import { anArticle, anAnnouncedVersion } from './records.ts';

/** Older than what is looked for: a delivery is missed after a quarter of an hour. */
const longAgoSeconds = 1_200;

/** A test's hold on the reconciler. */
export function reconcilingTools(caravan: TestCaravan) {
  const { twin, log, documents, tableNames } = caravan;
  const rule = twin.stack.ofType('AWS::Events::Rule').find(({ id }) => id.includes('ReconcileRun'))?.id ?? '';
  const reconcile = functionId(twin, 'ReconcilingReconcile');
  return {
    reconcile,
    /**
     * Enters a story in the log, and tells nobody: as if its message had been lost on the way. @returns its article's
     * id
     */
    async lose(title: string, { times = 1, source = 'lost' } = {}): Promise<string> {
      const id = randomBytes(16).toString('hex');
      const announcedVersion = anAnnouncedVersion(0, anArticle({ id, title, source: { id: source, name: source } }));
      for (let time = 0; time < times; time++) await log.enter([announcedVersion], new Date());
      return id;
    },
    /** Lets twenty minutes pass for all that was announced. */
    async letPass(): Promise<void> {
      const then = epochSeconds(new Date()) - longAgoSeconds;
      const { entries } = await log.readUnsettled(0, 1_000);
      await Promise.all(
        entries
          .filter(({ loggedAt }) => loggedAt > then)
          .map(({ seq }) =>
            documents.send(
              new UpdateCommand({
                TableName: tableNames.articles,
                Key: logKey(seq),
                UpdateExpression: 'SET loggedAt = :then',
                ExpressionAttributeValues: { ':then': then },
              }),
            ),
          ),
      );
    },
    /** Runs the reconciler once, and all that follows. @returns its calls, in order */
    async run(): Promise<Call[]> {
      const calls: Call[] = [];
      twin.faults.watch((call) => {
        if (call.caller.name === reconcile) calls.push(call);
      });
      await twin.fire(rule);
      twin.faults.watch(undefined);
      await twin.idle();
      return calls;
    },
  };
}
export type ReconcilingTools = ReturnType<typeof reconcilingTools>;

/** The partitions that a table was asked for, its indexes aside. */
export const partitionsOf = (calls: readonly Call[], table: string): string[] =>
  calls
    .filter(
      ({ operation, input }) =>
        operation === 'Query' && input['TableName'] === table && input['IndexName'] === undefined,
    )
    .map(({ input }) => JSON.stringify(input['ExpressionAttributeValues']));
