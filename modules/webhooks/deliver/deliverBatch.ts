import { deliverOne } from './deliverOne.ts';
import type { Delivered, Delivering } from './deliverOne.ts';
import { standingsOf } from './standings.ts';
import type { Received, Tables } from './standings.ts';

/** What became of a message; `error` is ours, never the endpoint's, and brings the message back. */
export type SettledDelivery = { readonly delivered: Delivered } | { readonly error: unknown };

/** Room for one more post within the function's time. */
const neededMs = 20_000;

/**
 * Works off a batch, all endpoints and articles side by side; versions of one article for one endpoint go one after the
 * other, each decided on what became of the one before.
 * @param settled told of each message, by its index, as soon as it is settled
 */
export async function deliverBatch(
  batch: readonly Received[],
  parts: Delivering & Tables & { remainingMs(): number },
  settled: (index: number, what: SettledDelivery) => Promise<void>,
): Promise<void> {
  const standings = await standingsOf(batch, parts, parts.now());
  const inTurn = Map.groupBy(
    batch.keys(),
    (index) => `${batch[index]?.endpointId ?? ''} ${batch[index]?.articleId ?? ''}`,
  );
  const deliver = async (index: number, isFirst: boolean): Promise<SettledDelivery> => {
    try {
      if (parts.remainingMs() < neededMs) throw new Error('No time was left for this one: it comes again.');
      const message = batch[index]!;
      const standing = isFirst ? standings[index]! : (await standingsOf([message], parts, parts.now()))[0]!;
      return { delivered: await deliverOne(standing, parts) };
    } catch (error) {
      return { error };
    }
  };
  await Promise.all(
    [...inTurn.values()].map(async (versions) => {
      for (const [turn, index] of versions.entries()) await settled(index, await deliver(index, turn === 0));
    }),
  );
}
