import { EventEmitter } from 'node:events';
import { startTables } from './engines/chosenTables.ts';
import { startMessageEngine } from './engines/messageEngine.ts';
import { createQueues, createTopics } from './engines/queues.ts';
import { createTables, tablesOf } from './engines/tables.ts';
import { openGateway } from './gateway/gateway.ts';
import { openHttp } from './http/server.ts';
import { takeDataFolder } from './journal/database.ts';
import { Journal } from './journal/journal.ts';
import type { Shutdown } from './shutdown.ts';
import { readAssembly } from './template/assembly.ts';
import { resolveStack } from './template/stack.ts';
import type { TwinOptions } from './twin.ts';
import type { TwinEvents } from './twinEvents.ts';

/** All that a twin stands on: its data, its ports, the stack, and the engines that hold tables, queues and topics. */
export type Ground = Awaited<ReturnType<typeof openGround>>;

export async function openGround(options: TwinOptions, shutdown: Shutdown) {
  const { dataDir, port = 4000, cdkOut } = options;
  const database = takeDataFolder(dataDir);
  const journal = new Journal(database);
  shutdown.add(() => {
    journal.close();
  });
  const http = await openHttp(port);
  shutdown.add(() => http.stop());
  const gateway = await openGateway();
  shutdown.add(() => gateway.stop());

  const stack = resolveStack(readAssembly(cdkOut), { endpoint: gateway.endpoint, url: http.url });
  const tables = tablesOf(stack);
  const messages = await startMessageEngine(dataDir);
  shutdown.add(() => messages.stop());
  const tableEngine = await startTables(dataDir, options.tables ?? 'on disk');
  shutdown.add(() => tableEngine.stop());
  await createTables(tableEngine, stack);
  await createQueues(messages, stack);
  createTopics(messages, stack);

  const events = new EventEmitter<TwinEvents>();
  const failures: unknown[] = [];
  const failed = (error: unknown): void => {
    failures.push(error);
    events.emit('failure', error);
  };
  return { database, journal, http, gateway, stack, tables, messages, tableEngine, events, failures, failed };
}
