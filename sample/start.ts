/** `npm start`: the whole system on this machine, until Ctrl-C. `npm start -- --help` says how it can be told otherwise. */
import { relative, resolve } from 'node:path';
import { inspect, parseArgs } from 'node:util';
import { startConsole } from '../console/server.ts';
import { lineOf, lineOfAlarm, lineOfMail } from './narrator.ts';
import { startSamplePartner } from './partner.ts';
import { startSample } from './publisher.ts';
import { startSampleReaders } from './readers.ts';
import { sampleSource } from './source.ts';
import { startSampleWeather } from './weather.ts';
import { unusable } from '../local/journal/database.ts';
import { startTwin } from '../local/startTwin.ts';
import type { Twin } from '../local/twin.ts';
import { TwinError } from '../local/twinError.ts';
import { synthCaravan } from '../bin/synth.ts';

const usage = `npm start -- [--no-sample]

--no-sample   without the sample publisher, partner and readers: your own feeds alone. What they made before stays
              ("npx caravan sources remove eurasia-media-network-sample" takes the publisher away for good).
PORT          the port, 4000 unless told; the console has the one after it
CARAVAN_DATA  the folder of the data, .caravan unless told; delete it to begin anew
CARAVAN_LOG   set to anything: the functions' warnings and errors, too`;

type Stop = () => Promise<void>;
const dataDir = resolve(process.env['CARAVAN_DATA'] ?? '.caravan');
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
  const why = unusable(error);
  if (error instanceof TwinError) console.error(error.message);
  else console.error(why === undefined ? inspect(error) : `The data folder ${dataDir} ${why}, and start again.`);
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

/** The command's own options. */
function optionsFrom(args: readonly string[]): { sample: boolean; help: boolean } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { 'no-sample': { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    });
    return { sample: values['no-sample'] !== true, help: values.help === true };
  } catch (error) {
    throw new TwinError(`${(error as Error).message}\n\n${usage}`, { cause: error });
  }
}

/** The console's port follows the twin's own, so that a bookmark lives on; any free one where that is taken. */
const consoleAt =
  (port: number) =>
  async (twin: Twin): Promise<Awaited<ReturnType<typeof startConsole>>> =>
    startConsole(twin, port === 0 ? 0 : port + 1).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') throw error;
      return startConsole(twin, 0);
    });

/** The sample publisher pings after each change; a ping that fails is made good by the next scheduled poll. */
async function publishSamples(twin: Twin): Promise<Stop> {
  const poll = sampleSource(twin, dataDir);
  const sample = await startSample({
    dataDir,
    onChange: (feedUrl) =>
      poll(feedUrl).catch((error: unknown) => {
        console.error(`The sample's poll was not asked for: ${String(error)}`);
      }),
  });
  return () => sample.stop();
}

function stopOnSignal(stops: readonly Stop[]): void {
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => {
      fail(new TwinError('Stopped the hard way: something did not end in time.'));
    }, hardStopMs).unref();
    for (const step of stops) await step();
    console.log(`Stopped. The data are kept in ${relative('', dataDir) || dataDir}; delete that folder to begin anew.`);
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

interface Samples {
  readonly told: readonly string[];
  /** How they are stopped, before the twin and after it. */
  readonly before: readonly Stop[];
  readonly after: readonly Stop[];
}
const noSamples: Samples = { told: [], before: [], after: [] };

/** The sample publisher, partner and readers. */
async function startSamples(twin: Twin): Promise<Samples> {
  const partner = await startSamplePartner(twin, dataDir); // before the first story, so that it hears of all
  const stopWeather = await startSampleWeather(twin);
  const stopPublisher = await publishSamples(twin);
  const firstDigest = await startSampleReaders(twin, new Date());
  return {
    told: [
      `A partner's site, Silk Road Courier (sample): ${partner.url}`,
      ...(firstDigest ? [`The first digest, for ${firstDigest.address}, goes out within a minute`] : []),
    ],
    before: [stopPublisher, stopWeather],
    after: [() => partner.stop()],
  };
}

function sayWhere({ url, consoleUrl, notRun }: Twin, { told }: Samples): void {
  console.log(`Caravan is ready: ${url}`);
  if (consoleUrl !== undefined) console.log(`Console: ${consoleUrl}`);
  console.log(`The partners' API: ${url}/v1/docs`);
  const mailbox = consoleUrl === undefined ? '' : `, and the mailbox is ${consoleUrl}/#mailbox`;
  console.log(`Digests by mail: ${url}/subscribe${mailbox}`);
  for (const line of told) console.log(line);
  if (notRun.length > 0) console.log(`Only in AWS, not in the twin: ${notRun.join(', ')}`);
}

try {
  const { sample, help } = optionsFrom(process.argv.slice(2));
  if (help) {
    console.log(usage);
    process.exit(0);
  }
  process.on('uncaughtException', fail);
  const port = portFrom(process.env['PORT'] ?? '4000');
  const twin = await startTwin({
    dataDir,
    cdkOut: await synthCaravan('local'),
    port,
    mail: generousQuota,
    console: consoleAt(port),
  });
  narrate(twin);
  const samples = sample ? await startSamples(twin) : noSamples;
  stopOnSignal([...samples.before, () => twin.stop(), ...samples.after]);
  sayWhere(twin, samples);
} catch (error) {
  fail(error);
}
