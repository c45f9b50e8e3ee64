import { openGround } from './ground.ts';
import type { Ground } from './ground.ts';
import { untilIdle, untilQuiet } from './idle.ts';
import type { Activity } from './idle.ts';
import { startServices } from './services.ts';
import type { Services } from './services.ts';
import { Shutdown } from './shutdown.ts';
import { notRun } from './template/support.ts';
import type { Twin, TwinOptions } from './twin.ts';
import { removeTwinFile, writeTwinFile } from './twinFile.ts';
import { startWork } from './work.ts';
import type { Work } from './work.ts';

/** It only ends a wait for what never comes: a machine that has much else to do takes its time. */
const patienceMs = 600_000;

/** Brings a synthesised template up on this machine. Whatever fails on the way, nothing is left running. */
export async function startTwin(options: TwinOptions): Promise<Twin> {
  const shutdown = new Shutdown();
  try {
    const ground = await openGround(options, shutdown);
    const services = await startServices(ground, options, shutdown);
    const work = await startWork(ground, services, options, shutdown);
    const twin = twinOf(ground, services, work, shutdown);
    const page = await options.console?.(twin);
    if (page) {
      shutdown.add(() => page.stop());
      twin.consoleUrl = page.url;
    }
    tellWhere(options.dataDir, twin, shutdown);
    return twin;
  } catch (error) {
    await shutdown.run();
    throw error;
  }
}

type StartedTwin = Twin & { consoleUrl: string | undefined };

function twinOf(ground: Ground, services: Services, work: Work, shutdown: Shutdown): StartedTwin {
  const { http, gateway, stack, events, messages } = ground;
  const { access, meter, cloudWatch, reads, mailbox } = services;
  const { functions, faults, clock } = work;
  const activity = activityOf(ground, services, work);
  return {
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
    idle: (timeoutMs = patienceMs) => untilIdle(activity, timeoutMs),
    quiet: (timeoutMs = patienceMs) => untilQuiet(activity, timeoutMs),
    stop: () => shutdown.run(),
  };
}

/** All that may still be at work. A mapping that is switched off waits for a person, and keeps nobody busy. */
function activityOf(ground: Ground, { switches, mailbox }: Services, work: Work): Activity {
  const { sources, functions, invoker, expiry } = work;
  return {
    queues: () => sources.queues.filter(({ mappingId }) => !switches.isOff(mappingId)).map(({ queue }) => queue.name),
    streams: () => sources.streams.filter(({ mapping }) => !switches.isOff(mapping.id)),
    functions: [...functions.values()].map(({ lambda }) => lambda),
    failures: ground.failures,
    asyncRunning: () => invoker.running,
    handled: sources.handled,
    mailEvents: () => mailbox.waiting,
    expiring: () => expiry.running,
    depth: (name) => ground.messages.depth(name),
  };
}

/** Writes down for command lines where the twin is and what it holds, until it stops. */
function tellWhere(dataDir: string, { endpoint, url, consoleUrl, outputs, stack }: Twin, shutdown: Shutdown): void {
  const resources = Object.fromEntries(stack.resources.map(({ id, type, name, arn }) => [id, { type, name, arn }]));
  writeTwinFile(dataDir, { endpoint, url, consoleUrl, pid: process.pid, outputs: { ...outputs }, resources });
  shutdown.add(() => {
    removeTwinFile(dataDir);
  });
}
