import { PurgeQueueCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { articleId } from '../../../modules/sources/polling/seen.ts';
import { changedPreferences, left } from '../../../modules/subscribers/subscription.ts';
import { functionId } from '../../helpers/caravan.ts';
import { again } from '../again.ts';
import type { Act } from '../model/facts.ts';
import { operate } from '../operator.ts';
import type { Stage } from '../stage.ts';
import type { Begun } from './begin.ts';
import type { Step } from './history.ts';
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
];
export const brokenFunction = (of: number): string => broken[of % broken.length]!;
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
/** What is in these, the schedules, the reconciler or who signs up bring again. */
const purged = ['Polls', 'FanoutQueue', 'Deliveries', 'Digests', 'SigningUpConfirmations'];
/** How often a partner's site asks while schedules run. */
const pulls = 8;
/** A season's days and their parts: shorter than a lease of the hub, which is renewed in each. */
const seasonParts = 5;
const partMinutes = 9 * 1_440;
/** The operator holds a story for so long. */
const heldMs = 3 * 3_600_000;
export const dueMinutes = 11;

/** What runs in a tick. */
export type Tick = () => Promise<void>;

/** The acts that were done so far, by the article's guid, for the model. */
export type Acts = Map<string, Act[]>;

/** Does each step of a history. @param tick all schedules, once */
export function doer(stage: Stage, lost: Lost, begun: Begun, acts: Acts, tick: Tick): (step: Step) => Promise<void> {
  const { caravan, time, requests } = stage;
  const { twin } = caravan;
  const { sources, newsrooms, partners, pullers, subscriptions, readers, newcomer, flaps, asks, topics } = begun;
  const queueOf = (name: string) =>
    twin.stack.ofType('AWS::SQS::Queue').find(({ id }) => new RegExp(`${name}[0-9A-F]{8}$`).test(id))!;
  const renew = async () => {
    for (const { subscription } of subscriptions) await subscription.ask('subscribe');
  };
  const chosen = [
    { topics: [], sources: [sources.north] },
    { topics: [], sources: [sources.south] },
    { topics: [topics.economy], sources: [] },
    { topics: [], sources: [] },
  ];
  const doOne = async (one: Step): Promise<void> => {
    switch (one.do) {
      case 'write': {
        newsrooms[one.by].write(one.story, one);
        return;
      }
      case 'withdraw': {
        newsrooms[one.by].withdraw(one.story);
        return;
      }
      case 'flap': {
        flaps[one.by].push(...Array<typeof one.answer>(one.times).fill(one.answer));
        return;
      }
      case 'operate': {
        if (one.act === 'rename')
          return void (await caravan.sources.change(sources[one.by], { name: `${sources[one.by]}, renamed` }));
        const guid = newsrooms[one.by].guidOf(one.story);
        const act = await operate(
          caravan,
          articleId(sources[one.by], guid),
          one.act,
          Math.ceil((Date.now() + heldMs) / 1_000) * 1_000,
        );
        if (act) acts.set(guid, [...(acts.get(guid) ?? []), act]);
        return;
      }
      case 'ask':
        return partners[one.partner]?.webhook.ask(asks[one.filter]!);
      case 'partner':
        return partners[one.partner]?.webhook[one.act]();
      case 'move': {
        const { actor, webhook } = partners[0]!;
        const [here, there] = webhook.url === actor.url ? [actor, stage.elsewhere] : [stage.elsewhere, actor];
        here.meanwhile = async () => {
          await webhook.moveTo(there.url);
          return one.answer;
        };
        return;
      }
      case 'pass':
        return stage.pass(one.minutes);
      case 'season': {
        for (let part = 0; part < seasonParts; part++) {
          await stage.pass(partMinutes);
          await renew();
          await tick();
        }
        return;
      }
      case 'tick': {
        await stage.pass(dueMinutes);
        await Promise.all([tick(), ...(one.twice ? [tick()] : [])]);
        return;
      }
      case 'jump': {
        const ticking = tick();
        time.pass(one.seconds * 1_000);
        return ticking;
      }
      case 'pull': {
        await stage.pass(dueMinutes);
        const ticking = tick();
        for (let nth = 0; nth < pulls; nth++) await pullers[0]!.puller.pull();
        return ticking;
      }
      case 'edge': {
        newsrooms[one.by].write(one.story, {});
        await stage.pass(1_440); // every reader's hour has come
        return cutMidway(stage);
      }
      case 'lag':
        return twin.reads.start({ seed: one.seed });
      case 'deploy': {
        time.skewMs = one.skewSeconds * 1_000;
        return twin.redeploy(functionId(twin, brokenFunction(one.of)));
      }
      case 'break': {
        twin.faults.add({
          function: functionId(twin, brokenFunction(one.of)),
          nth: one.nth,
          kind: one.kind,
          ...(one.kind === 'throttle' && { times: 3 }),
        });
        return;
      }
      case 'cut': {
        requests.arm(one.server, one.nth, one.kind);
        return;
      }
      case 'lose': {
        lost.arm(one.call, one.nth);
        return;
      }
      case 'purge':
        return void (await caravan.sqs.send(
          new PurgeQueueCommand({ QueueUrl: queueOf(purged[one.queue % purged.length]!).ref }),
        ));
      case 'poison': {
        const queue = queueOf(poisoned[one.queue % poisoned.length]!);
        const fifo = queue.name.endsWith('.fifo') && {
          MessageGroupId: partners[0]!.webhook.endpoint.id,
          MessageDeduplicationId: randomUUID(),
        };
        return void (await caravan.sqs.send(
          new SendMessageCommand({ QueueUrl: queue.ref, MessageBody: 'No JSON at all', ...fifo }),
        ));
      }
      case 'renew':
        return renew();
      case 'goOn':
        return newcomer.goOn();
      case 'choose': {
        const [who, choice] = [readers[one.reader], chosen[one.choice]!];
        if (who === undefined) return newcomer.choose({ ...newcomer.wish, sources: choice.sources });
        const done = await caravan.subscribers.change(who.reader.id, (row) =>
          changedPreferences(row, { ...row.preferences, choice }, new Date()),
        );
        if (done) who.choices.push({ fromMs: Date.now(), ...choice });
        return;
      }
      case 'leave': {
        const who = readers[one.reader];
        if (who === undefined) return newcomer.leave();
        await caravan.subscribers.change(who.reader.id, (row) => left(row, 'Wants no more.', new Date()));
        who.leftAtMs ??= Date.now();
      }
    }
  };
  return doOne;
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
export async function getWell(stage: Stage, lost: Lost, { flaps, partners }: Begun): Promise<void> {
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
  flaps.north.length = flaps.south.length = 0;
  for (const { webhook, actor } of partners) {
    actor.meanwhile = undefined;
    await webhook.enable();
  }
  stage.elsewhere.meanwhile = undefined;
}

/** Asks until it is subscribed. */
export const subscribed = ({ subscriptions }: Begun): Promise<boolean[]> =>
  Promise.all(
    subscriptions.map(
      async ({ subscription }) =>
        (await subscription.endpoint) !== undefined || again(() => subscription.ask('subscribe')),
    ),
  );
