import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { randomBytes } from 'node:crypto';
import { keyName } from '../../lib/settings/keys.ts';
import { logEndKey } from '../../modules/articles/articlesTable.ts';
import { twinOperator } from '../../modules/operations/operatorClients.ts';
import type { Delivery } from '../../modules/webhooks/delivery.ts';
import type { Endpoint } from '../../modules/webhooks/endpoint.ts';
import { newSigningSecret, sealerWith, sealSecret } from '../../modules/webhooks/signing.ts';
import { epochSeconds, plusSeconds } from '../../platform/values/time.ts';
import type { TestCaravan } from './caravan.ts';
import type { Receiver } from './receiver.ts';
import { anEndpoint } from './records.ts';

/** A test's hold on everything that delivers. */
export async function deliveryTools({ twin, endpoints, ledger }: Pick<TestCaravan, 'twin' | 'endpoints' | 'ledger'>) {
  const { endpoint, stack } = twin;
  const { Parameter } = await new SSMClient(twinOperator(endpoint)).send(
    new GetParameterCommand({ Name: keyName('local', 'endpoint-key'), WithDecryption: true }),
  );
  const sealer = sealerWith(Parameter?.Value ?? '');
  const rowsOf = (owner: Endpoint) => ledger.ofEndpoint({ partnerId: owner.partnerId, endpointId: owner.id }, 100);
  const retryRule = stack.ofType('AWS::Events::Rule').find(({ id }) => id.includes('RetryRun'))?.id ?? '';
  const sweep = async () => {
    await twin.fire(retryRule);
    await twin.idle();
  };
  /** Another for each sweep: the same delivery for the same due time is one message for five minutes. */
  let dueAt = epochSeconds(new Date());
  /** Lets the time of every retry of these endpoints come, and sweeps; false where there was none. */
  const retryAll = async (owners: readonly Endpoint[]): Promise<boolean> => {
    const pending = (await Promise.all(owners.map(rowsOf))).flat().filter(({ status }) => status === 'pending');
    dueAt = plusSeconds(dueAt, -1);
    await Promise.all(pending.map((row) => ledger.put({ ...row, dueAt })));
    if (pending.length > 0) await sweep();
    return pending.length > 0;
  };
  return {
    rowsOf,
    /** Makes an endpoint for a receiver, which learns its secret. */
    async connect(receiver: Pick<Receiver, 'url' | 'secrets'>, but: Partial<Endpoint> = {}): Promise<Endpoint> {
      const made = anEndpoint({ id: `wh_${randomBytes(12).toString('hex')}`, url: receiver.url, ...but });
      const signing = newSigningSecret();
      receiver.secrets.push(signing.hmac);
      const row = { ...made, secrets: [{ sealed: sealSecret(signing, made, sealer) }] };
      await endpoints.add(row);
      return row;
    },
    /** Takes a number of the log and does nothing with it, as a publish does that dies. */
    async drawNumber(): Promise<void> {
      await new DynamoDBClient(twinOperator(endpoint)).send(
        new UpdateItemCommand({
          TableName: twin.outputs['ArticlesTable'],
          Key: { pk: { S: logEndKey.pk }, sk: { S: logEndKey.sk } },
          UpdateExpression: 'ADD lastSeq :one',
          ExpressionAttributeValues: { ':one': { N: '1' } },
        }),
      );
    },
    /** Runs the schedule of retries once. */
    sweep: () => twin.fire(retryRule),
    retryAll,
    /** The same for one endpoint, which is swept for in any case. */
    async retryNow(owner: Endpoint): Promise<Delivery[]> {
      if (!(await retryAll([owner]))) await sweep();
      return rowsOf(owner);
    },
  };
}
export type DeliveryTools = Awaited<ReturnType<typeof deliveryTools>>;
