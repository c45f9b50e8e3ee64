import { PurgeQueueCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { randomUUID } from 'node:crypto';
import type { Endpoint } from '../../../functions/shared/domain/endpoint.ts';
import { left } from '../../../functions/shared/domain/subscription.ts';
import type { Subscriber } from '../../../functions/shared/domain/subscriber.ts';
import { functionId } from '../../helpers/caravan.ts';
import type { Heard } from '../../helpers/receiver.ts';
import { again } from '../again.ts';
import type { Person } from '../person.ts';
import type { Pulled } from '../puller.ts';
import type { Told } from '../subscribed.ts';
import { scheduleNames } from '../stage.ts';
import type { Stage } from '../stage.ts';
import { begin } from './begin.ts';
import type { History, Publisher, Step } from './history.ts';
import type { Newsroom } from './newsroom.ts';
import type { Lost } from './lost.ts';

/** A random life as it stands at its end: for who judges it. */
export interface Played {
  readonly history: History;
  /** What publishers have last said. */
  readonly newsrooms: Readonly<Record<Publisher, Pick<Newsroom, 'stories'>>>;
  readonly sources: Readonly<Record<Publisher, string>>;
  /** Place in the log before it began. */
  readonly since: number;
  readonly partners: readonly { readonly name: string; readonly endpoint: Endpoint; readonly heard: readonly Heard[] }[];
  /** What the pull API told, in this order. */
  readonly pulled: readonly Pulled[];
  /** What the hub pushed, in this order. */
  readonly pushed: readonly Told[];
  readonly subscribed: Endpoint | undefined;
  /** The last of them, who wants all, is who signed up. */
  readonly readers: readonly { readonly reader: Pick<Subscriber, 'id' | 'address'>; readonly wants: Publisher | undefined; readonly leftAtMs: number | undefined }[];
  readonly person: Pick<Person, 'address' | 'confirmed' | 'signUps'> & { readonly questions: number };
  /** What readers' feeds showed before its time, in words. */
  readonly leaks: readonly string[];
}

const broken = ['PollingSchedule', 'PollingIngest', 'PublishingPublish', 'PublishingRelease', 'DeliveringFanout', 'DeliveringDeliver', 'DeliveringRetry', 'DigestingDueDigests', 'DigestingDigest', 'MailingMailEvents', 'ReconcilingReconcile', 'HubSubscriptions', 'HubVerify', 'PushingLease', 'PushingWebSub', 'PartnerApiAnswer', 'SigningUpSignUp', 'SigningUpConfirm'];
const poisoned = ['Polls', 'FanoutQueue', 'Deliveries', 'Digests', 'MailingEventsQueue', 'SigningUpConfirmations', 'HubIntents', 'Leases'];
/** What is in these, the schedules, the reconciler or who signs up bring again. */
const purged = ['Polls', 'FanoutQueue', 'Deliveries', 'Digests', 'SigningUpConfirmations'];
/** How often a partner's site asks while schedules run. */
const pulls = 8;
/** Through all that retries wait for, three days and more, in leaps that grow. */
const healingMinutes = [15, 15, 30, 60, 120, 300, 600, 840, 1_200, 1_440, 1_440];

/** Plays a history, then lets everything get well and four days pass. */
export async function play(stage: Stage, lost: Lost, history: History): Promise<Played> {
  const { caravan, time, requests } = stage;
  const { twin } = caravan;
  const { sources, newsrooms, partners, puller, subscription, since, readers, newcomer, flaps, leave } = await begin(stage);
  const leaks: string[] = [];
  const look = async () => {
    const { items = [] } = (await (await caravan.get('/feeds/all.json?limit=200')).json().catch(() => ({}))) as { items?: { title: string }[] };
    const early = Object.values(newsrooms).flatMap(({ stories }) => stories).filter(({ embargoUntilMs = 0, titles }) => embargoUntilMs > Date.now() && items.some(({ title }) => titles.includes(title)));
    leaks.push(...early.map(({ guid }) => `the feed of all shows ${guid} before its embargo ends`));
  };
  const tick = async () => {
    await stage.hub.push(); // as a hint: where it is lost, the schedule brings what it was about
    await stage.tick(...scheduleNames);
    await puller.pull();
    await look();
  };
  const queueOf = (name: string) => twin.stack.ofType('AWS::SQS::Queue').find(({ id }) => new RegExp(`${name}[0-9A-F]{8}$`).test(id))!;
  const take = async (one: Step): Promise<void> => {
    switch (one.do) {
      case 'write': return newsrooms[one.by].write(one.story, one.embargoed);
      case 'withdraw': return newsrooms[one.by].withdraw(one.story);
      case 'flap': flaps[one.by].push(...Array<typeof one.answer>(one.times).fill(one.answer)); return;
      case 'pass': return stage.pass(one.minutes);
      case 'tick': {
        await stage.pass(11); // sources are due again
        await Promise.all([tick(), ...(one.twice ? [tick()] : [])]);
        return;
      }
      case 'jump': {
        const ticking = tick();
        time.pass(one.seconds * 1_000);
        return ticking;
      }
      case 'pull': {
        await stage.pass(11);
        const ticking = tick();
        for (let nth = 0; nth < pulls; nth++) await puller.pull();
        return ticking;
      }
      case 'deploy': {
        time.skewMs = one.skewSeconds * 1_000;
        return twin.redeploy(functionId(twin, broken[one.of % broken.length]!));
      }
      case 'break': return twin.faults.add({ function: functionId(twin, broken[one.of % broken.length]!), nth: one.nth, kind: one.kind, ...(one.kind === 'throttle' && { times: 3 }) });
      case 'cut': return requests.arm(one.server, one.nth, one.kind);
      case 'lose': return lost.arm(one.call, one.nth);
      case 'purge': {
        await caravan.sqs.send(new PurgeQueueCommand({ QueueUrl: queueOf(purged[one.queue % purged.length]!).ref }));
        return;
      }
      case 'poison': {
        const queue = queueOf(poisoned[one.queue % poisoned.length]!);
        const fifo = queue.name.endsWith('.fifo') && { MessageGroupId: partners[0]!.endpoint.id, MessageDeduplicationId: randomUUID() };
        await caravan.sqs.send(new SendMessageCommand({ QueueUrl: queue.ref, MessageBody: 'No JSON at all', ...fifo }));
        return;
      }
      case 'renew': return void (await subscription.ask('subscribe'));
      case 'goOn': return newcomer.goOn();
      case 'leave': {
        const who = readers[one.reader];
        if (who === undefined) return newcomer.leave();
        await caravan.subscribers.change(who.reader.id, (row) => left(row, 'Wants no more.', new Date()));
        who.leftAtMs ??= Date.now();
      }
    }
  };
  for (const one of history) await take(one);

  twin.faults.clear();
  requests.clear();
  lost.clear();
  time.skewMs = 0;
  flaps.north.length = flaps.south.length = 0;
  for (const minutes of healingMinutes) {
    await newcomer.goOn();
    await stage.pass(minutes);
    await tick();
  }
  await stage.pass(15);
  await again(() => puller.pull());
  leave();
  const { person, leftAtMs } = newcomer;
  const { address, confirmed, signUps, questions } = person;
  return {
    history, newsrooms, sources, since, leaks, pulled: puller.told, pushed: subscription.told, subscribed: await subscription.endpoint, person: { address, confirmed, signUps, questions: questions.length },
    readers: [...readers, { wants: undefined, reader: person, leftAtMs }],
    partners: partners.map(({ name, actor, endpoint, from }) => ({ name, endpoint, heard: actor.heard.slice(from) })),
  };
}
