import { PurgeQueueCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { functionId } from '../../helpers/caravan.ts';
import type { Stage } from '../stage.ts';
import type { Begun } from './begin.ts';
import type { Deeds } from './history.ts';
import type { Lost } from './lost.ts';

const broken = [
  'PollingSchedule',
  'PollingIngest',
  'PublishingPublish',
  'PublishingRelease',
  'DeliveringFanout',
  'DeliveringDeliver',
  'DeliveringRetry',
  'DigestingDueDigests',
  'DigestingDigest',
  'MailingMailEvents',
  'ReconcilingReconcile',
  'HubSubscriptions',
  'HubVerify',
  'PushingLease',
  'PushingWebSub',
  'PartnerApiAnswer',
  'SigningUpSignUp',
  'SigningUpConfirm',
  'PublisherApiTake',
  'PartnerNoticesTell',
];
const brokenFunction = (of: number): string => broken[of % broken.length]!;
const poisoned = [
  'Polls',
  'FanoutQueue',
  'Deliveries',
  'Digests',
  'MailingEventsQueue',
  'SigningUpConfirmations',
  'HubIntents',
  'Leases',
];
/** The schedules, the reconciler or somebody who signs up bring again what these held. */
const purged = ['Polls', 'FanoutQueue', 'Deliveries', 'Digests', 'SigningUpConfirmations'];

/** Steps at which something goes wrong, or will. */
export function mishaps(
  stage: Stage,
  { newsrooms, partners }: Begun,
  lost: Lost,
): Pick<Deeds, 'edge' | 'lag' | 'deploy' | 'break' | 'cut' | 'lose' | 'purge' | 'poison'> {
  const { caravan, time, requests } = stage;
  const { twin, sqs } = caravan;
  const queueOf = (name: string) =>
    twin.stack.ofType('AWS::SQS::Queue').find(({ id }) => new RegExp(`${name}[0-9A-F]{8}$`).test(id))!;
  return {
    async edge({ by, story }) {
      newsrooms[by].write(story, {});
      await stage.pass(1_440); // every reader's hour has come
      await cutMidway(stage);
    },
    lag: ({ seed }) => twin.reads.start({ seed }),
    deploy({ of, skewSeconds }) {
      time.skewMs = skewSeconds * 1_000;
      return twin.redeploy(functionId(twin, brokenFunction(of)));
    },
    break({ of, nth, kind }) {
      twin.faults.add({
        function: functionId(twin, brokenFunction(of)),
        nth,
        kind,
        ...(kind === 'throttle' && { times: 3 }),
      });
    },
    cut({ server, nth, kind }) {
      requests.arm(server, nth, kind);
    },
    lose({ call, nth }) {
      lost.arm(call, nth);
    },
    purge: ({ queue }) => sqs.send(new PurgeQueueCommand({ QueueUrl: queueOf(purged[queue % purged.length]!).ref })),
    poison({ queue: number }) {
      const queue = queueOf(poisoned[number % poisoned.length]!);
      const fifo = queue.name.endsWith('.fifo') && {
        MessageGroupId: partners[0].webhook.endpoint.id,
        MessageDeduplicationId: randomUUID(),
      };
      return sqs.send(new SendMessageCommand({ QueueUrl: queue.ref, MessageBody: 'No JSON at all', ...fifo }));
    },
  };
}

/** How long digests may take that are cut while publish waits for SNS, of real time. */
const cutMs = 5_000;

/** SNS takes nothing while a poll's news are published; digests are cut at that moment, and then SNS is well again. */
async function cutMidway(stage: Stage): Promise<void> {
  const { twin } = stage.caravan;
  const publish = functionId(twin, 'PublishingPublish');
  const digest = functionId(twin, 'DigestingDigest');
  const called = (name: string, service: string) =>
    new Promise<void>((resolve) => {
      twin.faults.watch(({ caller, service: of }) => {
        if (caller.name === name && of === service) resolve();
      });
    });
  twin.faults.add({ function: publish, service: 'sns', kind: 'fail', times: Infinity });
  const refused = called(publish, 'sns');
  await stage.fire('Schedule');
  await Promise.race([refused, twin.quiet()]);
  const mailed = called(digest, 'ses');
  await stage.fire('DueDigests');
  await Promise.race([mailed, sleep(cutMs)]);
  twin.faults.watch(undefined);
  twin.faults.clear();
  await twin.quiet();
}

/** Everything gets well: what waits to go wrong does not, and who was away comes back. */
export async function getWell(stage: Stage, lost: Lost, { sites, partners }: Begun): Promise<void> {
  const {
    caravan: { twin },
    time,
    requests,
  } = stage;
  twin.faults.clear();
  requests.clear();
  lost.clear();
  time.skewMs = 0;
  await twin.reads.stop();
  for (const site of Object.values(sites)) {
    site.flaps.length = 0;
    if (site.pages.length > 0) site.give('text');
  }
  for (const { webhook, actor } of partners) {
    actor.meanwhile = undefined;
    await webhook.enable();
  }
  stage.elsewhere.meanwhile = undefined;
}
