/** `npm start`: the whole system on this machine, until Ctrl-C. */
import { resolve } from 'node:path';
import { inspect } from 'node:util';
import { startConsole } from '../console/server.ts';
import { lineOf, lineOfAlarm, lineOfMail } from './narrator.ts';
import { startSamplePartner } from './partner.ts';
import { startSample } from './publisher.ts';
import { startSampleReaders } from './readers.ts';
import { sampleSource } from './source.ts';
import { startSampleWeather } from './weather.ts';
import { startTwin } from '../local/startTwin.ts';
import type { Twin } from '../local/twin.ts';
import { TwinError } from '../local/twinError.ts';
import { synthCaravan } from '../bin/synth.ts';

const hardStopMs = 4_500;
const orphanCheckMs = 250;
/** SES's own quota for a new account would make the pace of the stage's settings a lie. */
const generousQuota = { maxSendRate: 500, max24HourSend: 1_000_000 };

function portFrom(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  throw new TwinError(`PORT is ${text}: a number from 0 to 65535, please (0 picks a free one).`);
}

/** Ends the process with what went wrong; the stack only where it is not the user's to mend. */
function fail(error: unknown): never {
  console.error(error instanceof TwinError ? error.message : inspect(error));
  process.exit(1);
}

function narrate({ events }: Twin): void {
  events.on('notification', (notification) => {
    const line = lineOf(notification);
    if (line !== undefined) console.log(line);
  });
  events.on('alarm', (alarm) => {
    if (alarm.tells) console.log(lineOfAlarm(alarm));
  });
  events.on('mail', (mail) => {
    console.log(lineOfMail(mail));
  });
  events.on('failure', (error) => {
    console.error(`The twin failed: ${inspect(error)}`);
  });
  if (process.env['CARAVAN_LOG'] === undefined) return;
  events.on('log', ({ function: name, text, json }) => {
    if (json === undefined || json['level'] === 'WARN' || json['level'] === 'ERROR') console.error(`${name}: ${text}`);
  });
  events.on('invocation', ({ function: name, result }) => {
    if (!result.ok) console.error(`${name} failed: ${result.fault.stack ?? result.fault.errorMessage}`);
  });
}

/** The sample publisher pings after each change; a ping that fails is made good by the next scheduled poll. */
async function publishSamples(twin: Twin, dataDir: string): Promise<() => Promise<void>> {
  const poll = sampleSource(twin);
  const sample = await startSample({
    dataDir,
    onChange: (feedUrl) =>
      poll(feedUrl).catch((error: unknown) => {
        console.error(`The sample's poll was not asked for: ${String(error)}`);
      }),
  });
  return () => sample.stop();
}

function stopOnSignal(stops: readonly (() => Promise<void>)[]): void {
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => {
      fail(new TwinError('Stopped the hard way: something did not end in time.'));
    }, hardStopMs).unref();
    for (const step of stops) await step();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      stop().catch(fail);
    });
  // A signal sent to npm alone ends npm and its shell, and never comes here: their end is the signal then.
  if (process.env['npm_lifecycle_event'] !== 'start') return;
  const shell = process.ppid;
  setInterval(() => {
    if (process.ppid !== shell) stop().catch(fail);
  }, orphanCheckMs).unref();
}

try {
  const dataDir = resolve(process.env['CARAVAN_DATA'] ?? '.caravan');
  const twin = await startTwin({
    dataDir,
    cdkOut: await synthCaravan('local'),
    port: portFrom(process.env['PORT'] ?? '4000'),
    mail: generousQuota,
    console: startConsole,
  });
  narrate(twin);
  const partner = await startSamplePartner(twin, dataDir); // before the first story, so that it hears of all
  const stopWeather = await startSampleWeather(twin);
  const stopSamples = await publishSamples(twin, dataDir);
  const firstDigest = await startSampleReaders(twin, new Date());
  stopOnSignal([stopSamples, stopWeather, () => twin.stop(), () => partner.stop()]);
  console.log(`Caravan is ready: ${twin.url}`);
  if (twin.consoleUrl !== undefined) console.log(`Console: ${twin.consoleUrl}`);
  console.log(`A partner's site, Silk Road Courier (sample): ${partner.url}`);
  console.log(`The partners' API: ${twin.url}/v1/docs`);
  console.log(
    `Digests by mail: ${twin.url}/subscribe${twin.consoleUrl === undefined ? '' : `, and the mailbox is ${twin.consoleUrl}/#mailbox`}`,
  );
  if (firstDigest) console.log(`The first digest, for ${firstDigest.address}, goes out within a minute`);
  if (twin.notRun.length > 0) console.log(`The twin does not run: ${twin.notRun.join(', ')}`);
} catch (error) {
  fail(error);
}
