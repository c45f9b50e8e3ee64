import { chunks } from '../../platform/dynamodb/batches.ts';
import { operatorClients, twinOperator } from '../../modules/operations/operatorClients.ts';
import type { Endpoint } from '../../modules/webhooks/endpoint.ts';
import { newSource } from '../../modules/sources/newSource.ts';
import type { Subscriber } from '../../modules/subscribers/subscriber.ts';
import { epochSeconds, plusSeconds } from '../../platform/values/time.ts';
import { startTwin } from '../../local/startTwin.ts';
import { functionId } from '../../test/helpers/caravan.ts';
import { deliveryTools } from '../../test/helpers/partner.ts';
import type { DeliveryTools } from '../../test/helpers/partner.ts';
import { newDataDir, removeDataDir } from '../../test/helpers/relay.ts';
import { madeReaders } from '../madeReaders.ts';
import { collectMails } from './mails.ts';
import { kindOf } from './size.ts';
import type { Size } from './size.ts';
import { startWorld } from './startWorld.ts';
import { choiceOf, sourceId, topicSlug } from './stories.ts';
import { synthCaravan } from '../../bin/synth.ts';

const atOnce = 50;
const dayMs = 86_400_000;

/** Runs something for each of a list, some side by side. */
export async function each<One>(
  list: readonly One[],
  run: (one: One, index: number) => Promise<unknown>,
): Promise<void> {
  for (const some of chunks([...list.entries()], atOnce))
    await Promise.all(some.map(([index, one]) => run(one, index)));
}

type Clients = ReturnType<typeof operatorClients>;
type World = Awaited<ReturnType<typeof startWorld>>;

/**
 * Registers all publishers' feeds, each due at this time. They count as polled before: what a first document holds is
 * no news, and digests leave it out.
 */
const addSources = ({ sources }: Clients, world: World, size: Size, dueAt: Date): Promise<void> =>
  each(Array.from({ length: size.sources }), (_, index) => {
    const url = `${world.feeds[index % world.feeds.length]!}/feed/${index}`;
    const source = newSource({ id: sourceId(index), name: `Publisher ${index}`, url }, dueAt);
    return sources.add({ ...source, documentHash: 'an empty document' });
  });

/** Connects a partner's webhook for each endpoint, one after the other. */
async function connectPartners(tools: DeliveryTools, world: World, size: Size): Promise<Endpoint[]> {
  const endpoints: Endpoint[] = [];
  for (let index = 0; index < size.endpoints; index++) {
    const receiver = { url: `${world.hooks[kindOf(size, index)]}/hook/${index}`, secrets: [] };
    endpoints.push(
      await tools.connect(receiver, { partnerId: `partner-${index}`, filter: { topics: [topicSlug(size, index)] } }),
    );
  }
  return endpoints;
}

/** Adds all readers, with their choices, each due at this time. */
async function addReaders({ readerKey, subscribers }: Clients, size: Size, dueAt: Date): Promise<Subscriber[]> {
  const key = await readerKey();
  const readers = madeReaders(size.readers, epochSeconds(dueAt), (address) => key.idOf(address)).map(
    (reader, index) => ({ ...reader, preferences: { ...reader.preferences, choice: choiceOf(size, index) } }),
  );
  await each(readers, (reader) => subscribers.put(reader, undefined));
  return readers;
}

/** The whole template in the twin, with publishers, partners and readers around it; nothing is due yet. */
export async function openStage(size: Size) {
  const world = await startWorld(size);
  const dataDir = newDataDir();
  const twin = await startTwin({
    dataDir,
    cdkOut: await synthCaravan('local'),
    port: 0,
    schedules: 'manual',
    mail: { maxSendRate: 1_000, max24HourSend: 1_000_000 },
    workers: (id) => (/^DeliveringDeliver[0-9A-F]{8}$/.test(id) ? size.deliverWorkers : undefined),
  });
  const clients = operatorClients(twin.outputs, twinOperator(twin.endpoint));
  const tools = await deliveryTools({ twin, ...clients });
  const mails = collectMails(twin);
  functionId(twin, 'Deliver'); // the name above is still the template's

  const later = new Date(Date.now() + dayMs);
  await addSources(clients, world, size, later);
  const endpoints = await connectPartners(tools, world, size);
  const readers = await addReaders(clients, size, later);

  return {
    ...clients,
    size,
    world,
    twin,
    tools,
    mails,
    endpoints,
    readers,
    /** Lets sources be due now. */
    async pollNow(sources: number): Promise<void> {
      await each(Array.from({ length: sources }), (_, index) =>
        clients.sources.change(sourceId(index), { nextPollAt: epochSeconds(new Date()) }),
      );
    },
    /** Lets readers be due, evenly over some seconds after others: their next digest makes good this time. */
    async mailNow(some: readonly Subscriber[], overSeconds: number, afterSeconds = 0): Promise<void> {
      const from = plusSeconds(epochSeconds(new Date()), afterSeconds);
      await each(some, ({ id }, index) =>
        clients.subscribers.change(id, (row) => ({
          ...row,
          dueAt: plusSeconds(from, Math.floor((index * overSeconds) / some.length)),
        })),
      );
    },
    /** Readers who have had no mail of this burst, and are not due any more. */
    async dueTomorrow(): Promise<Subscriber[]> {
      const waiting = readers.filter(({ address }) => !mails.has(address));
      const rows = await clients.subscribers.getMany(waiting.map(({ id }) => id));
      const now = epochSeconds(new Date());
      return waiting.filter(({ id }) => (rows.get(id)?.dueAt ?? now) > now + size.tickSeconds);
    },
    async stop(): Promise<void> {
      await twin.stop();
      await world.stop();
      removeDataDir(dataDir);
    },
  };
}
export type Stage = Awaited<ReturnType<typeof openStage>>;
