import { randomUUID } from 'node:crypto';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { Digest } from '../../modules/digests/digest.ts';
import { activated } from '../../modules/subscribers/subscription.ts';
import type { Subscriber } from '../../modules/subscribers/subscriber.ts';
import { epochSeconds, instant, plusSeconds } from '../../platform/values/time.ts';
import type { EpochSeconds } from '../../platform/values/time.ts';
import type { Mail } from '../../local/mail/mail.ts';
import type { TestCaravan } from './caravan.ts';
import { reader } from './readers.ts';

/** What tests of digests do over and over. */
export interface DigestTools {
  /** Adds an active reader, due since so many seconds, who has been told nothing yet. */
  add(address: string, more?: Partial<Subscriber>, dueSinceSeconds?: number): Promise<Subscriber>;
  row(reader: Subscriber): Promise<Subscriber>;
  /** The reader of an address, if there is one. */
  known(address: string): Promise<Subscriber | undefined>;
  /** Makes the next digest of a reader due, sends it as an operator does, and waits until all that follows is done. */
  sendNow(reader: Subscriber): Promise<Subscriber>;
  /** Runs the schedule, and waits until all that follows is done. */
  run(): Promise<void>;
  /**
   * Asks for a reader's digest as the schedule would some minutes later, when SQS has forgotten that it was asked for.
   */
  askAgain(reader: Subscriber): Promise<void>;
  ledger(reader: Pick<Subscriber, 'id'>): Promise<Digest[]>;
  /** Lets ten minutes pass for what was given to SES and not heard of. */
  letPass(reader: Subscriber): Promise<void>;
  mails(reader: Pick<Subscriber, 'address'>): Mail[];
}

export function digestTools(caravan: TestCaravan): DigestTools {
  const { subscribers, digests, log, twin, sqs } = caravan;
  const rule = twin.stack.ofType('AWS::Events::Rule').find(({ id }) => id.includes('DueDigestsRun'))?.id ?? '';
  const now = () => new Date();
  const row = async ({ id }: Subscriber) =>
    (await subscribers.get(id)) ?? Promise.reject(new Error(`There is no reader ${id}.`));
  const ledger = ({ id }: Pick<Subscriber, 'id'>) => digests.ofSubscriber(id, 50);
  const askAgain = async (one: Subscriber) => {
    const { id, dueAt } = await row(one);
    if (dueAt === undefined || dueAt > epochSeconds(now())) return; // the schedule would not ask either
    const message = { subscriberId: id, dueAt, until: await log.settledEnd(now()) };
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: twin.outputs['DigestsQueueUrl'],
        MessageBody: JSON.stringify(message),
        MessageGroupId: id,
        MessageDeduplicationId: randomUUID(),
      }),
    );
    await twin.idle();
  };
  return {
    row,
    known: async (address) => subscribers.get((await caravan.readerKey()).idOf(address)),
    ledger,
    askAgain,
    async add(address, more = {}, dueSinceSeconds = 5) {
      const id = (await caravan.readerKey()).idOf(address);
      const active = activated(reader({ id, address, createdAt: instant(now()), ...more }), 0, now());
      return (await subscribers.put(
        { ...active, dueAt: plusSeconds(epochSeconds(now()), -dueSinceSeconds), ...more },
        undefined,
      ))!;
    },
    async sendNow(one) {
      // A due time of its own: within one second two digests would be one.
      const last = (await ledger(one))[0]?.dueAt ?? 0;
      const dueAt = Math.max(last + 1, epochSeconds(now()) - 5) as EpochSeconds;
      const due = (await subscribers.change(one.id, (before) => ({ ...before, dueAt })))!;
      await askAgain(one);
      return due;
    },
    async run() {
      await twin.fire(rule);
      await twin.idle();
    },
    async letPass(one) {
      for (const { subscriberId, dueAt, status } of await ledger(one)) {
        if (status === 'sending')
          await digests.change({ subscriberId, dueAt }, ['sending'], {
            claimedAt: instant(new Date(Date.now() - 700_000)),
          });
      }
    },
    mails: ({ address }) => [...twin.mailbox.to(address)],
  };
}
