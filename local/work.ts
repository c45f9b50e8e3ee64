import { setTimeout as sleep } from 'node:timers/promises';
import { Expiry } from './engines/expiry.ts';
import { reachAt } from './gateway/exchange.ts';
import { Faults } from './gateway/faults.ts';
import type { Ground } from './ground.ts';
import { routesOf } from './http/routes.ts';
import { AccountConcurrency } from './lambda/accountConcurrency.ts';
import { AsyncInvoker } from './lambda/asyncInvoker.ts';
import { deployFunctions } from './lambda/functions.ts';
import type { DeployedFunction } from './lambda/functions.ts';
import type { Services } from './services.ts';
import type { Shutdown } from './shutdown.ts';
import { Clock } from './sources/clock.ts';
import { eventSourcesOf } from './sources/eventSources.ts';
import type { EventSources } from './sources/eventSources.ts';
import { Lineages } from './sources/lineages.ts';
import { schedulesOf } from './sources/schedule.ts';
import { listen } from './sources/taps.ts';
import type { TwinOptions } from './twin.ts';

const sweepEveryMs = 60_000;
const graceMs = 1_500;

/** The functions, and all that wakes them. */
export type Work = Awaited<ReturnType<typeof startWork>>;

export async function startWork(ground: Ground, services: Services, options: TwinOptions, shutdown: Shutdown) {
  const { stack, failed } = ground;
  const { schedules = 'running', fastRetries = false, prewarmed = true } = options;
  const faults = new Faults();
  const lineages = new Lineages();
  const functions = await startFunctions(ground, services, options, shutdown);
  connectGateway(ground, services, { functions, faults, lineages });

  const stopping = new AbortController();
  const byArn = (arn: string) =>
    [...functions.values()].find(({ lambda: { settings } }) => settings.arn === arn || settings.name === arn);
  const sources = await eventSourcesOf({
    ...ground,
    ...services,
    stopping: stopping.signal,
    fastRetries,
    lineages,
    losses: options.losses ?? (() => false),
    functionOf: (reference) => byArn(reference)?.lambda,
  });
  const invoker = new AsyncInvoker(fastRetries || options.time ? 20 : 60_000, stopping.signal);
  const clock = new Clock(schedulesOf(stack), byArn, invoker, services.switches, failed);
  ground.http.connect({
    apiId: stack.ofType('AWS::ApiGatewayV2::Api')[0]?.ref ?? '',
    routes: routesOf(stack),
    meter: services.meter,
    functionByArn: (arn) => byArn(arn)?.lambda,
  });
  const expiry = new Expiry(ground.tableEngine, ground.tables, services.writes, failed);
  options.time?.onPassed(() => {
    expiry.look();
  });
  run(ground, { sources, expiry, clock, stopping }, shutdown);
  if (schedules === 'running') clock.start();
  if (prewarmed) void prewarm(functions, stopping.signal).catch(failed);
  return { functions, faults, sources, invoker, clock, expiry };
}

async function startFunctions(ground: Ground, services: Services, options: TwinOptions, shutdown: Shutdown) {
  const { stack, messages, gateway, events } = ground;
  const functions = await deployFunctions(
    { stack, messages, access: services.access },
    {
      endpoint: gateway.endpoint,
      meter: services.meter,
      time: options.time,
      account: new AccountConcurrency(options.concurrency),
      log: (line) => {
        events.emit('log', line);
      },
      invoked: (invocation) => {
        events.emit('invocation', invocation);
      },
    },
    (functionId) => options.workers?.(functionId),
  );
  shutdown.add(() => Promise.all([...functions.values()].map(({ lambda }) => lambda.stop())));
  return functions;
}

/** Starts a worker of each function, one after the other: whoever waits for the twin does not wait for them. */
async function prewarm(functions: ReadonlyMap<string, DeployedFunction>, stopping: AbortSignal): Promise<void> {
  for (const { lambda } of functions.values()) if (!stopping.aborted) await lambda.prewarm();
}

interface Callers {
  readonly functions: ReadonlyMap<string, DeployedFunction>;
  readonly faults: Faults;
  readonly lineages: Lineages;
}

function connectGateway(ground: Ground, services: Services, { functions, faults, lineages }: Callers): void {
  const { messages, tableEngine, tables, gateway } = ground;
  const at = ({ endpoint }: { readonly endpoint: string }) => reachAt(endpoint, gateway.agent);
  gateway.connect({
    ...services,
    engines: {
      dynamodb: tableEngine.reach,
      sqs: at(messages),
      sns: at(messages),
      secretsmanager: at(services.secrets),
      ssm: at(services.parameters),
      ses: at(services.mail),
      events: at(services.rules),
      lambda: at(services.mappings),
    },
    faults,
    tables,
    lineages,
    functions: new Set(functions.keys()),
    killWorker: async ({ name, worker }) => {
      if (worker !== undefined) await functions.get(name)?.lambda.kill(worker);
    },
    expireWorker: async ({ name, worker }) => {
      if (worker !== undefined) await functions.get(name)?.lambda.expire(worker);
    },
  });
}

interface Running {
  readonly sources: EventSources;
  readonly expiry: Expiry;
  readonly clock: Clock;
  readonly stopping: AbortController;
}

/** Takes from queues, streams and topics, and keeps house, until the twin stops. */
function run(ground: Ground, { sources, expiry, clock, stopping }: Running, shutdown: Shutdown): void {
  const { stack, messages, events, tables, journal, failed } = ground;
  const housekeeping = setInterval(() => {
    for (const { name } of tables) {
      const readers = sources.streams.filter(({ table }) => table.name === name);
      if (readers.length > 0) journal.prune(name, Math.min(...readers.map(({ checkpoint }) => checkpoint)));
    }
    expiry.look();
  }, sweepEveryMs);
  const taps = stack.ofType('AWS::SNS::Topic').map((topic) =>
    listen(topic, messages, stopping.signal, (notification) => {
      events.emit('notification', notification);
    }),
  );
  const running = Promise.all([sources.run(), ...taps]).catch(failed);
  shutdown.add(async () => {
    clearInterval(housekeeping);
    clock.stop();
    stopping.abort();
    // A function that is at work may end; one that does not is cut off, as by a crash.
    await Promise.race([running, sleep(graceMs, undefined, { ref: false })]);
  });
}
