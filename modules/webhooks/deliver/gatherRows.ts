import type { DeliveriesTable } from '../deliveriesTable.ts';
import type { Delivery } from '../delivery.ts';

/** How long a row waits for others: by so much a crash may post again what was answered before it. */
const gatherMs = 50;

interface Waiting {
  readonly row: Delivery;
  readonly written: () => void;
  readonly failed: (reason: unknown) => void;
}

/**
 * The ledger for the deliveries of a batch, which go side by side: rows that come within a moment are written in one
 * call, and each `put` ends when its row is written. Nobody waits once all that are at work do.
 * @param working how many are at work now; whoever ends without a row says so by `look`
 */
export function gatherRows(ledger: DeliveriesTable, working: () => number) {
  let waiting: Waiting[] = [];
  let timer: NodeJS.Timeout | undefined;

  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    const now = waiting;
    waiting = [];
    if (now.length > 0) void writeAll(now, ledger);
  };
  const look = () => {
    if (waiting.length >= working()) flush();
    else timer ??= setTimeout(flush, gatherMs);
  };
  const put = (row: Delivery): Promise<void> =>
    new Promise((written, failed) => {
      waiting.push({ row, written, failed });
      look();
    });
  return { put, look };
}

/** Where one call fails, each row is written by itself: one that DynamoDB refuses must not take its neighbours along. */
async function writeAll(all: readonly Waiting[], ledger: DeliveriesTable): Promise<void> {
  if (all.length > 1) {
    try {
      await ledger.putAll(all.map(({ row }) => row));
      for (const { written } of all) written();
      return;
    } catch {
      // each says below what is wrong with it
    }
  }
  await Promise.all(all.map(({ row, written, failed }) => ledger.put(row).then(written, failed)));
}
