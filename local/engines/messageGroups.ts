interface Message {
  readonly sequenceNumber?: string;
}

/** The parts of fauxqs' queue that a receive from a FIFO queue goes by. */
interface FifoQueue {
  readonly fifoMessages: ReadonlyMap<string, Message[]>;
  /** Messages in flight, by their group. */
  readonly fifoLockedGroups: Map<string, number>;
  dequeueFifo(count: number, ...more: readonly unknown[]): object[];
  processTimers(): void;
}

/** SQS's own limit of MaxNumberOfMessages. */
const mostMessages = 10;
let isPatched = false;

/**
 * Lets a receive from a FIFO queue take as many messages of a group as there are, in their order, as SQS does: "SQS
 * returns as many messages with the same message group ID as possible"
 * (https://repost.aws/knowledge-center/sqs-fifo-messages-not-returned). fauxqs 2.4.1 takes one of each group, and puts
 * what comes back from a failure before all else, so that two that come back change places.
 */
export async function takeWholeGroups(): Promise<void> {
  if (isPatched) return;
  isPatched = true;
  const { SqsQueue } = (await import(new URL('./sqs/sqsStore.js', import.meta.resolve('fauxqs')).href)) as {
    SqsQueue: { prototype: FifoQueue };
  };
  // oxlint-disable-next-line typescript/unbound-method -- it is called with its own `this`
  const takeOne = SqsQueue.prototype.dequeueFifo;
  SqsQueue.prototype.dequeueFifo = function dequeueFifo(this: FifoQueue, count, ...more): object[] {
    this.processTimers();
    for (const group of this.fifoMessages.values()) group.sort(bySequence);
    const taken: object[] = [];
    const own = new Map<string, number>();
    const others = new Set(this.fifoLockedGroups.keys());
    while (taken.length < Math.min(count, mostMessages)) {
      const [message] = takeOne.call(this, 1, ...more);
      if (message === undefined) break;
      taken.push(message);
      // a group that this very receive takes from is open to it
      for (const group of this.fifoLockedGroups.keys()) {
        if (others.has(group)) continue;
        own.set(group, (own.get(group) ?? 0) + 1);
        this.fifoLockedGroups.delete(group);
      }
    }
    for (const [group, inFlight] of own) this.fifoLockedGroups.set(group, inFlight);
    return taken;
  };
}

const bySequence = ({ sequenceNumber: one = '' }: Message, { sequenceNumber: other = '' }: Message): number =>
  Number(one > other) - Number(one < other);
