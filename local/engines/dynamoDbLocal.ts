import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { TwinError } from '../twinError.ts';
import { engineAt, type TableEngine } from './tableEngine.ts';

/** The npm package that ships DynamoDB Local's jar. */
export const dynamoDbLocalPackage = { name: 'amplify-dynamodb-simulator', version: '2.9.30' };
/** Where `npm run test:dynamodb-local` lays it. */
export const dynamoDbLocalFolder = join(
  dirname(dirname(import.meta.dirname)),
  '.cache',
  'dynamodb-local',
  dynamoDbLocalPackage.version,
);
export const dynamoDbLocalJar = join(dynamoDbLocalFolder, 'package', 'emulator', 'DynamoDBLocal.jar');

const startMs = 30_000;
const stopMs = 3_000;

type Java = ChildProcessByStdio<Writable, Readable, Readable>;

/** Starts DynamoDB Local on disk, in a JVM that ends with this process. */
export async function startDynamoDbLocal(dataDir: string): Promise<TableEngine> {
  if (!existsSync(dynamoDbLocalJar))
    throw new TwinError(`DynamoDB Local is not at ${dynamoDbLocalJar}: "npm run test:dynamodb-local" fetches it.`);
  const folder = resolve(dataDir, 'dynamodb-local');
  mkdirSync(folder, { recursive: true });
  const java = spawn(
    'java',
    [
      '-Xmx512m',
      `-Djava.library.path=${join(dirname(dynamoDbLocalJar), 'DynamoDBLocal_lib')}`,
      '-cp',
      dynamoDbLocalJar,
      join(import.meta.dirname, 'LoopbackDynamo.java'),
      '-dbPath',
      folder,
      '-sharedDb',
      '-disableTelemetry',
      // It leaves a file of its own where it runs; and Ctrl-C is the twin's, which still needs it to stop.
    ],
    { stdio: ['pipe', 'pipe', 'pipe'], cwd: folder, detached: true },
  );
  const engine = engineAt(`http://127.0.0.1:${await portOf(java)}`);
  return {
    ...engine,
    complete: true,
    stop: async () => {
      await engine.stop();
      await stop(java);
    },
  };
}

/** The port that it says it listens on; what it says instead is the error's text. */
async function portOf(java: Java): Promise<string> {
  const said: string[] = [];
  java.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.push(text);
  });
  const timer = setTimeout(() => java.kill('SIGKILL'), startMs);
  try {
    const failed = once(java, 'error').then(([error]) => {
      said.push(String(error));
    });
    const port = (async () => {
      for await (const line of createInterface({ input: java.stdout })) {
        const [, found] = /^Listening on (\d+)$/.exec(line) ?? [];
        if (found !== undefined) return found;
        said.push(`${line}\n`);
      }
      return undefined;
    })();
    const found = await Promise.race([port, failed]);
    java.stdout.resume();
    if (typeof found === 'string') return found;
    throw new TwinError(`DynamoDB Local did not start:\n${said.join('').trim()}`);
  } finally {
    clearTimeout(timer);
  }
}

/** Its input ends, and so does it; by force where that takes too long. */
async function stop(java: Java): Promise<void> {
  if (java.exitCode !== null || java.signalCode !== null) return;
  const ended = once(java, 'exit');
  java.stdin.end();
  const late = new AbortController();
  const force = sleep(stopMs, undefined, { signal: late.signal, ref: false }).then(
    () => java.kill('SIGKILL'),
    () => undefined,
  );
  await ended;
  late.abort();
  await force;
}
