import type { Delivery } from '../../modules/webhooks/delivery.ts';
import type { Endpoint } from '../../modules/webhooks/endpoint.ts';
import { newSource } from '../../modules/sources/newSource.ts';
import type { Subscriber } from '../../modules/subscribers/subscriber.ts';
import { epochSeconds } from '../../platform/values/time.ts';
import type { SimulatedTime } from '../../local/simulatedTime.ts';
import type { Losses } from '../../local/sources/losses.ts';
import { startCaravan } from '../helpers/caravan.ts';
import type { TestCaravan } from '../helpers/caravan.ts';
import { digestTools } from '../helpers/digests.ts';
import type { DigestTools } from '../helpers/digests.ts';
import { deliveryTools } from '../helpers/partner.ts';
import type { DeliveryTools } from '../helpers/partner.ts';
import type { Receiver } from '../helpers/receiver.ts';
import { startCast } from './cast.ts';
import type { Cast } from './cast.ts';
import { Person } from './person.ts';
import type { Ask } from './model/reader.ts';
import { newPartner, Puller } from './puller.ts';
import { startSampleWeather } from '../../sample/weather.ts';
import { Subscribed } from './subscribed.ts';
import { eventsOf, filterOf, Webhook } from './webhook.ts';

/** Those whom a life is about; what is not finished for them is not settled. */
export interface About {
  readonly sources: readonly string[];
  /** Those that get better. */
  readonly endpoints: readonly Endpoint[];
  readonly readers: readonly Pick<Subscriber, 'id'>[];
}

/** A twin in simulated time with everybody who takes part in a life, for as many lives as one likes. */
export interface Stage extends Cast {
  readonly caravan: TestCaravan;
  readonly time: SimulatedTime;
  readonly tools: DeliveryTools;
  readonly digests: DigestTools;
  /** Adds a source that is polled every ten minutes, from now on. */
  addSource(id: string, url: string): Promise<void>;
  /** A partner's site that pulls what is announced from now on, and fits the filter. */
  pullerOf(filter: Readonly<Record<string, string>>, key?: string): Puller;
  /** A webhook of the partner, or of another one, for a receiver. */
  webhookFor(
    receiver: Pick<Receiver, 'url' | 'secrets'>,
    ask: Ask,
    partner?: { readonly id: string; readonly key: string },
  ): Promise<Webhook>;
  /** A feed program's subscription to the feed of a topic, or to that of all, for a life of this name. */
  subscriptionOf(name: string, topic?: string): Subscribed;
  /** Somebody who has heard of the digests. */
  personAt(address: string): Person;
  /** Lets minutes pass, and all that waits in a queue come in its turn. */
  pass(minutes: number): Promise<void>;
  /** Fires a schedule once, and waits for nothing that follows. */
  fire(schedule: ScheduleName): Promise<void>;
  /** Fires schedules once, and lets everything happen that follows. */
  tick(...schedules: readonly ScheduleName[]): Promise<void>;
  /** Lets time pass, and the schedules run that have something to do, until nothing is left to do. */
  settle(about: About): Promise<void>;
  /** What any queue holds, dead letters among it, in words. */
  leftInQueues(): string[];
  /** Takes what a life was about away, so that the next meets none of it. */
  clear(about: About): Promise<void>;
}

export const scheduleNames = ['Schedule', 'Release', 'Retry', 'DueDigests', 'Reconcile', 'Weather', 'Tell'] as const;
export type ScheduleName = (typeof scheduleNames)[number];

/**
 * A message that a dead worker held comes back after six times its function's time: 12 minutes for fan-out, the
 * longest.
 */
const roundMinutes = 15;
const mostRounds = 8;
const minuteMs = 60_000;

/** Whoever is told by mail of endpoints that fare badly. */
export const partnersContact = 'engineers@partner.example';

/** @param time this process's own: there is one, as `Date` is one */
export async function openStage(time: SimulatedTime, losses?: Losses): Promise<Stage> {
  const caravan = await startCaravan({ mail: { maxSendRate: 500 }, time, ...(losses && { losses }) });
  const [cast, tools, partnerKey, readerKey, stopWeather] = await Promise.all([
    startCast(caravan.twin),
    deliveryTools(caravan),
    newPartner(caravan, 'partner'),
    caravan.readerKey(),
    startSampleWeather(caravan.twin),
  ]);
  await newPartner(caravan, 'caspian-times');
  await caravan.partners.change('caspian-times', { contact: partnersContact });
  const clockwork = clockworkOf(caravan, time);
  const { pass, tick } = clockwork;
  return {
    ...cast,
    ...clockwork,
    caravan,
    time,
    tools,
    digests: digestTools(caravan),
    async addSource(id, url) {
      await caravan.sources.add(newSource({ id, name: id, url, intervalSeconds: 600 }, new Date()));
    },
    subscriptionOf: (name, topic) =>
      new Subscribed(
        caravan,
        cast.program,
        name,
        topic === undefined ? { kind: 'all' } : { kind: 'topic', slug: topic },
        pass,
      ),
    webhookFor: async (receiver, ask, { id: partnerId, key } = { id: 'partner', key: partnerKey }) =>
      new Webhook(
        caravan,
        key,
        await tools.connect(receiver, { partnerId, content: 'full', filter: filterOf(ask), events: eventsOf(ask) }),
        receiver,
        ask,
      ),
    personAt: (address) => new Person(caravan, readerKey.idOf(address), address),
    pullerOf: (filter, key = partnerKey) => new Puller(caravan, key, filter),
    async settle(about) {
      for (let round = 0; round < mostRounds; round++) {
        await pass(roundMinutes);
        const names = await behind(caravan, tools, about);
        if (names.length === 0) return;
        await tick(...names);
      }
    },
    clear: (about) => clear(caravan, tools, about),
    async stop() {
      await Promise.all([caravan.stop(), cast.stop(), stopWeather()]);
    },
  };
}

/** The passing of time, and what it moves: queues and schedules. */
function clockworkOf(
  { twin }: TestCaravan,
  time: SimulatedTime,
): Pick<Stage, 'pass' | 'fire' | 'tick' | 'leftInQueues'> {
  const ruleOf = (name: ScheduleName) =>
    twin.stack.ofType('AWS::Events::Rule').find(({ id }) => id.includes(`${name}Run`))!.id;
  const queues = twin.stack.ofType('AWS::SQS::Queue').map(({ id }) => id);
  const nextBackMs = () => Math.min(...queues.flatMap((id) => twin.depth(id).nextBackMs ?? []));
  return {
    async pass(minutes) {
      await twin.quiet();
      for (const untilMs = Date.now() + minutes * minuteMs; Date.now() < untilMs; await twin.quiet()) {
        time.pass(Math.min(untilMs, Math.max(Date.now(), nextBackMs()) + 1) - Date.now());
      }
    },
    async fire(name) {
      await twin.fire(ruleOf(name));
    },
    async tick(...names) {
      await Promise.all(names.map((name) => twin.fire(ruleOf(name))));
      await twin.quiet();
    },
    leftInQueues: () =>
      queues.flatMap((id) => {
        const { visible, inFlight } = twin.depth(id);
        return visible + inFlight > 0 ? [`${visible + inFlight} messages in ${id}`] : [];
      }),
  };
}

const pendingOf = async (tools: DeliveryTools, endpoints: readonly Endpoint[]): Promise<Delivery[]> =>
  (await Promise.all(endpoints.map(tools.rowsOf))).flat().filter(({ status }) => status === 'pending');

/** The schedules that have something to do for those whom a life is about. */
async function behind(
  { sources, subscribers }: TestCaravan,
  tools: DeliveryTools,
  { sources: ids, endpoints, readers }: About,
): Promise<ScheduleName[]> {
  const failing = (await Promise.all(ids.map((id) => sources.get(id)))).some(
    (source) => source !== undefined && source.failures > 0,
  );
  const pending = await pendingOf(tools, endpoints);
  const due = (await Promise.all(readers.map(({ id }) => subscribers.get(id)))).some(
    (reader) => reader?.dueAt !== undefined && reader.dueAt <= epochSeconds(new Date()),
  );
  return [
    ...(failing ? ['Schedule' as const] : []),
    ...(pending.length > 0 ? ['Retry' as const] : []),
    ...(due ? ['DueDigests' as const] : []),
  ];
}

async function clear(
  { sources, endpoints: endpointsTable, subscribers, ledger }: TestCaravan,
  tools: DeliveryTools,
  { sources: ids, endpoints, readers }: About,
): Promise<void> {
  const pending = await pendingOf(tools, endpoints);
  await Promise.all(pending.map((row) => ledger.put({ ...row, status: 'failed', dueAt: undefined })));
  for (const { partnerId, id } of endpoints) await endpointsTable.remove(partnerId, id);
  for (const id of ids) await sources.remove(id);
  for (const { id } of readers) await subscribers.remove(id);
}
