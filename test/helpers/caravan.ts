import { once } from 'node:events';
import { operatorClients, twinOperator } from '../../modules/operations/operatorClients.ts';
import type { OperatorClients } from '../../modules/operations/operatorClients.ts';
import { pollNow } from '../../modules/sources/enqueueDuePolls.ts';
import { articleEventSchema } from '../../modules/articles/event.ts';
import type { ArticleEvent } from '../../modules/articles/event.ts';
import { newSource } from '../../modules/sources/newSource.ts';
import type { Source } from '../../modules/sources/source.ts';
import { startTwin } from '../../local/startTwin.ts';
import type { Twin, TwinOptions } from '../../local/twin.ts';
import { newDataDir, removeDataDir } from './relay.ts';
import { started } from './started.ts';
import { noteUses } from './usedGrants.ts';
import { synthCaravan } from '../../bin/synth.ts';

/** It only ends a test that waits for what never comes. */
const patienceMs = 120_000;

/** Caravan's own template in a twin, for a test to work with. */
export interface TestCaravan extends OperatorClients {
  readonly twin: Twin;
  readonly dataDir: string;
  /** Events that were announced, in order. */
  readonly events: ArticleEvent[];
  /** Adds a source and waits until its first poll, and all that follows from it, is done. */
  add(id: string, url: string): Promise<Source>;
  /** Polls a source now, waits until all that follows is done, and gives its row. */
  poll(id: string): Promise<Source>;
  /** Waits until so many events have been announced. */
  announced(count: number): Promise<ArticleEvent[]>;
  get(path: string, init?: RequestInit): Promise<Response>;
  stop(): Promise<void>;
}

/**
 * Failed messages come again at once, unless time is simulated: then when it has passed. Tables are on disk where the
 * caller names a folder, as it may start a second Caravan on it.
 * @param options `cdkOut`: another assembly of Caravan's stack than that of the stage local
 */
export async function startCaravan({
  dataDir: kept,
  ...options
}: Partial<Pick<TwinOptions, 'dataDir' | 'mail' | 'time' | 'losses' | 'cdkOut'>> = {}): Promise<TestCaravan> {
  const dataDir = kept ?? newDataDir();
  const twin = await startTwin({
    dataDir,
    tables: kept === undefined ? 'in memory' : 'on disk',
    cdkOut: options.cdkOut ?? (await synthCaravan('local')),
    port: 0,
    schedules: 'manual',
    prewarmed: false, // a test seldom needs more than a third of the functions
    fastRetries: options.time === undefined,
    ...options,
  });
  const clients = operatorClients(twin.outputs, twinOperator(twin.endpoint));
  const events: ArticleEvent[] = [];
  twin.events.on('notification', ({ topic, message }) => {
    if (topic.startsWith('Publishing')) events.push(articleEventSchema.parse(JSON.parse(message)));
  });
  const row = async (id: string) => {
    const source = await clients.sources.get(id);
    if (!source) throw new Error(`There is no source ${id}.`);
    return source;
  };
  return {
    ...clients,
    twin,
    dataDir,
    events,
    async add(id, url) {
      // It counts as polled before, so that what its first document holds is news.
      const source = {
        ...newSource({ id, name: `Publisher ${id}`, url }, new Date()),
        documentHash: 'an empty document',
      };
      await clients.sources.add(source);
      await clients.polls.ask([source]);
      await twin.idle();
      return row(id);
    },
    async poll(id) {
      await pollNow(await row(id), clients.sources, clients.polls, new Date());
      await twin.idle();
      return row(id);
    },
    async announced(count) {
      while (events.length < count)
        await once(twin.events, 'notification', { signal: AbortSignal.timeout(patienceMs) });
      return events;
    },
    get: (path, init) => fetch(`${twin.url}${path}`, init),
    async stop() {
      await noteUses(twin);
      await twin.stop();
      removeDataDir(dataDir);
    },
  };
}

/** A Caravan for the tests of a file, or of a `describe` block. */
export const useCaravan = (options?: Parameters<typeof startCaravan>[0]): TestCaravan =>
  started(() => startCaravan(options));

/** Waits until so many events about articles of a source have been announced. */
export async function announcedOf({ twin, events }: TestCaravan, source: string, count: number) {
  for (;;) {
    const own = events.filter(({ article }) => article.source.id === source);
    if (own.length >= count) return own;
    await once(twin.events, 'notification', { signal: AbortSignal.timeout(patienceMs) });
  }
}

/** A function's logical id in the template, by the end of its path. */
export function functionId(twin: Twin, name: string): string {
  const found = twin.stack.ofType('AWS::Lambda::Function').find(({ id }) => new RegExp(`${name}[0-9A-F]{8}$`).test(id));
  if (!found) throw new Error(`The template has no function ${name}.`);
  return found.id;
}
