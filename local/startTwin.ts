import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { CloudWatch } from './cloudwatch/cloudWatch.ts';
import { startTables } from './engines/chosenTables.ts';
import { Expiry } from './engines/expiry.ts';
import { startMessageEngine } from './engines/messageEngine.ts';
import { startMappings, startRules } from './control/controlPlane.ts';
import { Switches } from './control/switches.ts';
import { createQueues, createTopics } from './engines/queues.ts';
import { startParameters } from './engines/parameters.ts';
import { startSecrets } from './engines/secrets.ts';
import { StreamCopy } from './engines/streamCopy.ts';
import { createTables, tablesOf } from './engines/tables.ts';
import { AccessCheck } from './gateway/access.ts';
import { CopiedWrites } from './gateway/copiedWrites.ts';
import { DerivedWrites } from './gateway/derivedWrites.ts';
import { Faults } from './gateway/faults.ts';
import { openGateway } from './gateway/gateway.ts';
import { routesOf } from './http/routes.ts';
import { openHttp } from './http/server.ts';
import { untilIdle, untilQuiet } from './idle.ts';
import { takeDataFolder } from './journal/database.ts';
import { Journal } from './journal/journal.ts';
import { MailStore } from './journal/mailStore.ts';
import { SecretStore } from './journal/secretStore.ts';
import { SuppressionStore } from './journal/suppressionStore.ts';
import { AsyncInvoker } from './lambda/asyncInvoker.ts';
import { AccountConcurrency } from './lambda/accountConcurrency.ts';
import { deployFunctions } from './lambda/functions.ts';
import { Identities } from './mail/identities.ts';
import { Sandbox } from './mail/sandbox.ts';
import { startMail } from './mail/mailService.ts';
import { Meter } from './meter/meter.ts';
import { LaggingReads } from './reads/laggingReads.ts';
import { Clock } from './sources/clock.ts';
import { eventSourcesOf } from './sources/eventSources.ts';
import { Lineages } from './sources/lineages.ts';
import { schedulesOf } from './sources/schedule.ts';
import { listen } from './sources/taps.ts';
import { Shutdown } from './shutdown.ts';
import { readAssembly } from './template/assembly.ts';
import { policiesOf } from './template/policies.ts';
import { resolveStack } from './template/stack.ts';
import { notRun } from './template/support.ts';
import { removeTwinFile, writeTwinFile } from './twinFile.ts';
import type { Twin, TwinOptions } from './twin.ts';
import type { TwinEvents } from './twinEvents.ts';

const sweepEveryMs = 60_000;
const graceMs = 1_500;

/** Brings a synthesised template up on this machine. Whatever fails on the way, nothing is left running. */
export async function startTwin(options: TwinOptions): Promise<Twin> {
  const shutdown = new Shutdown();
  try {
    return await start(options, shutdown);
  } catch (error) {
    await shutdown.run();
    throw error;
  }
}

async function start(
  { dataDir, port = 4000, schedules = 'running', fastRetries = false, prewarmed = true, ...options }: TwinOptions,
  shutdown: Shutdown,
): Promise<Twin> {
  const database = takeDataFolder(dataDir);
  const journal = new Journal(database);
  shutdown.add(() => {
    journal.close();
  });
  const http = await openHttp(port);
  shutdown.add(() => http.stop());
  const gateway = await openGateway();
  shutdown.add(() => gateway.stop());

  const assembly = readAssembly(options.cdkOut);
  const stack = resolveStack(assembly, { endpoint: gateway.endpoint, url: http.url });
  const tables = tablesOf(stack);
  const messages = await startMessageEngine(dataDir);
  shutdown.add(() => messages.stop());
  const tableEngine = await startTables(dataDir);
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
  const secretStore = new SecretStore(database);
  const secrets = await startSecrets(stack, secretStore, failed);
  shutdown.add(() => secrets.stop());
  const parameters = await startParameters(stack, secretStore, failed);
  shutdown.add(() => parameters.stop());
  const switches = new Switches(database);
  const rules = await startRules(stack, switches, failed);
  shutdown.add(() => rules.stop());
  const mappings = await startMappings(stack, switches, failed);
  shutdown.add(() => mappings.stop());
  const meter = new Meter();
  const cloudWatch = new CloudWatch({
    stack,
    events,
    depth: (name) => messages.depth(name),
    changed: (alarm) => {
      events.emit('alarm', alarm);
    },
  });
  shutdown.add(() => {
    cloudWatch.stop();
  });
  const faults = new Faults();
  const identities = new Identities(stack);
  const sandbox = new Sandbox(options.mail ?? {}, identities);
  const mailbox = new MailStore(database);
  const mail = await startMail({
    stack,
    identities,
    sandbox,
    store: mailbox,
    suppression: new SuppressionStore(database),
    limits: options.mail ?? {},
    messages,
    meter,
    failed,
    accepted: (taken) => {
      events.emit('mail', taken);
    },
  });
  shutdown.add(() => mail.stop());
  const access = new AccessCheck(
    new Map(stack.ofType('AWS::Lambda::Function').map((fn) => [fn.id, policiesOf(stack, fn)])),
  );
  const reads = new LaggingReads(tableEngine, tables);
  shutdown.add(() => reads.stop());
  const writes = tableEngine.complete
    ? new CopiedWrites(
        tables.filter(({ stream }) => stream !== undefined).map((table) => new StreamCopy(table, tableEngine, journal)),
      )
    : new DerivedWrites(tables, tableEngine, journal, reads);
  await writes.recover();
  const functions = await deployFunctions(
    { stack, messages, access },
    {
      endpoint: gateway.endpoint,
      meter,
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
  const lambdas = [...functions.values()].map(({ lambda }) => lambda);
  shutdown.add(() => Promise.all(lambdas.map((lambda) => lambda.stop())));
  const byArn = (arn: string) =>
    [...functions.values()].find(({ lambda: { settings } }) => settings.arn === arn || settings.name === arn);
  const lineages = new Lineages();
  gateway.connect({
    engines: {
      dynamodb: tableEngine.endpoint,
      sqs: messages.endpoint,
      sns: messages.endpoint,
      secretsmanager: secrets.endpoint,
      ssm: parameters.endpoint,
      ses: mail.endpoint,
      events: rules.endpoint,
      lambda: mappings.endpoint,
    },
    access,
    identities,
    sandbox,
    faults,
    meter,
    tables,
    writes,
    reads,
    lineages,
    functions: new Set(functions.keys()),
    killWorker: async ({ name, worker }) => {
      if (worker !== undefined) await functions.get(name)?.lambda.kill(worker);
    },
    expireWorker: async ({ name, worker }) => {
      if (worker !== undefined) await functions.get(name)?.lambda.expire(worker);
    },
  });

  const stopping = new AbortController();
  const { signal } = stopping;
  const sources = await eventSourcesOf({
    stack,
    tables,
    messages,
    journal,
    access,
    meter,
    stopping: signal,
    switches,
    fastRetries,
    lineages,
    losses: options.losses ?? (() => false),
    functionOf: (reference) => byArn(reference)?.lambda,
  });
  const invoker = new AsyncInvoker(fastRetries || options.time ? 20 : 60_000, signal);
  const clock = new Clock(schedulesOf(stack), byArn, invoker, switches, failed);
  http.connect({
    apiId: stack.ofType('AWS::ApiGatewayV2::Api')[0]?.ref ?? '',
    routes: routesOf(stack),
    meter,
    functionByArn: (arn) => byArn(arn)?.lambda,
  });
  if (prewarmed) await Promise.all(lambdas.map((lambda) => lambda.prewarm()));

  const expiry = new Expiry(tableEngine, tables, writes, failed);
  options.time?.onPassed(() => {
    expiry.look();
  });
  const housekeeping = setInterval(() => {
    for (const { name } of tables) {
      const readers = sources.streams.filter(({ table }) => table.name === name);
      if (readers.length > 0) journal.prune(name, Math.min(...readers.map(({ checkpoint }) => checkpoint)));
    }
    expiry.look();
  }, sweepEveryMs);
  const running = Promise.all([
    sources.run(),
    ...stack.ofType('AWS::SNS::Topic').map((topic) =>
      listen(topic, messages, signal, (notification) => {
        events.emit('notification', notification);
      }),
    ),
  ]).catch(failed);
  shutdown.add(async () => {
    clearInterval(housekeeping);
    clock.stop();
    stopping.abort();
    // Who is at work may end; who does not is cut off, as by a crash.
    await Promise.race([running, sleep(graceMs, undefined, { ref: false })]);
  });
  if (schedules === 'running') clock.start();

  const activity = {
    // What stands still waits for a person, and keeps nobody busy.
    queues: () => sources.queues.filter(({ mappingId }) => !switches.isOff(mappingId)).map(({ queue }) => queue.name),
    streams: () => sources.streams.filter(({ mapping }) => !switches.isOff(mapping.id)),
    functions: lambdas,
    failures,
    asyncRunning: () => invoker.running,
    handled: sources.handled,
    mailEvents: () => mailbox.waiting,
    expiring: () => expiry.running,
    depth: (name: string) => messages.depth(name),
  };
  const twin: Twin & { consoleUrl: string | undefined } = {
    url: http.url,
    endpoint: gateway.endpoint,
    consoleUrl: undefined,
    stack,
    outputs: stack.outputs,
    notRun: notRun(stack),
    events,
    meter,
    cloudWatch,
    faults,
    reads,
    mailbox,
    refusals: access.refusals,
    uses: () => access.uses(),
    depth: (queueId) => messages.depth(stack.resources.find(({ id }) => id === queueId)?.name ?? queueId),
    redeploy: async (functionId) => {
      await functions.get(functionId)?.lambda.retire();
    },
    killWorkers: async (functionId) => {
      await functions.get(functionId)?.lambda.stop();
    },
    fire: (scheduleId) => clock.fire(scheduleId),
    idle: (timeoutMs = 60_000) => untilIdle(activity, timeoutMs),
    quiet: (timeoutMs = 60_000) => untilQuiet(activity, timeoutMs),
    stop: () => shutdown.run(),
  };
  const page = await options.console?.(twin);
  if (page) {
    shutdown.add(() => page.stop());
    twin.consoleUrl = page.url;
  }
  const resources = Object.fromEntries(stack.resources.map(({ id, type, name, arn }) => [id, { type, name, arn }]));
  writeTwinFile(dataDir, {
    endpoint: twin.endpoint,
    url: twin.url,
    ...(page ? { consoleUrl: page.url } : {}),
    pid: process.pid,
    outputs: { ...twin.outputs },
    resources,
  });
  shutdown.add(() => {
    removeTwinFile(dataDir);
  });
  return twin;
}
