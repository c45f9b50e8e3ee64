import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { synthCaravan } from '../../bin/synth.ts';
import { environmentOf } from '../../local/lambda/environment.ts';
import { readAssembly } from '../../local/template/assembly.ts';
import { resolveStack } from '../../local/template/stack.ts';
import { builtFunctions, type BuiltFunction } from '../builtFunctions.ts';
import { inTurn, median } from '../inTurn.ts';
import { articleOf, endpointCount, endpointOf, partnerOf } from './rows.ts';
import { sharesOf, type Shares } from './shares.ts';

/** How the ten messages of a batch hang together. */
const shapes = {
  'ten articles to one endpoint': (nth: number) => ({ article: nth, endpoint: Math.floor(nth / 10) }),
  'one article to ten endpoints': (nth: number) => ({ article: Math.floor(nth / 10), endpoint: nth }),
};
type Shape = keyof typeof shapes;

export interface DeliverFigures {
  readonly batches: Shape;
  readonly cpuMicroseconds: number;
  /** Of the bare loop, by turns with it. */
  readonly bareMicroseconds: number;
  readonly timesBare: number;
  /** The first 500 of a fresh process, its import left out. */
  readonly youngMicroseconds: number;
  readonly calls: number;
  /** Of the processor's time, by a profile of its own. */
  readonly shares: Shares;
}

const [rounds, posts, young, youngRuns] = [5, 1_000, 500, 3];

/**
 * The whole of the deliver function, as its bundle, in a process of its own: its calls to AWS go to a stub and its posts
 * to a receiver, both outside of it. By turns with a bare loop of undici in another process.
 */
export async function measureDeliver(): Promise<DeliverFigures[]> {
  const nowhere = 'http://127.0.0.1:9';
  const stack = resolveStack(readAssembly(await synthCaravan('local')), { endpoint: nowhere, url: nowhere });
  const deliver = builtFunctions(stack).find(({ name }) => name === 'deliver')!;
  const receiver = new Worker(join(import.meta.dirname, '..', 'receiver.mjs'));
  const url = `http://127.0.0.1:${await said(receiver)}/webhooks`;
  const aws = new Worker(join(import.meta.dirname, 'awsStub.ts'), { workerData: { url } });
  const endpoint = `http://127.0.0.1:${await said(aws)}`;
  const bare = await started(fork(join(import.meta.dirname, 'bareProcess.ts'), [url, String(posts)]));
  try {
    const figures: DeliverFigures[] = [];
    for (const shape of Object.keys(shapes) as Shape[])
      figures.push(await measured(shape, { bare, aws, worker: () => workerOf(deliver, endpoint) }));
    return figures;
  } finally {
    bare.kill();
    await Promise.all([receiver.terminate(), aws.terminate()]);
  }
}

interface Parts {
  readonly bare: ChildProcess;
  readonly aws: Worker;
  readonly worker: () => Promise<ChildProcess>;
}

async function measured(shape: Shape, { bare, aws, worker: start }: Parts): Promise<DeliverFigures> {
  const youngMicroseconds: number[] = [];
  for (let run = 0; run < youngRuns; run++) {
    const fresh = await start();
    youngMicroseconds.push(await cpuOf(fresh, { batches: batchesOf(shape, young) }, young));
    fresh.kill();
  }
  const worker = await start();
  const batches = batchesOf(shape, posts);
  await cpuOf(worker, { batches }, posts);
  await callsOf(aws);
  await cpuOf(worker, { batches }, posts);
  const calls = (await callsOf(aws)) / posts;
  const [ours = [], theirs = []] = await inTurn(rounds, [
    () => cpuOf(worker, { batches }, posts),
    () => cpuOf(bare, {}, posts),
  ]);
  const folder = await mkdtemp(join(tmpdir(), 'caravan-profile-'));
  const profile = join(folder, 'deliver.cpuprofile');
  await cpuOf(worker, { batches, profile }, posts);
  const shares = await sharesOf(profile);
  worker.kill();
  await rm(folder, { recursive: true });
  return {
    batches: shape,
    cpuMicroseconds: median(ours),
    bareMicroseconds: median(theirs),
    timesBare: median(ours.map((one, index) => one / theirs[index]!)),
    youngMicroseconds: median(youngMicroseconds),
    calls,
    shares,
  };
}

const workerOf = ({ settings }: BuiltFunction, endpoint: string): Promise<ChildProcess> =>
  started(
    fork(join(import.meta.dirname, 'workerProcess.mjs'), [pathToFileURL(join(settings.root, 'index.mjs')).href], {
      env: environmentOf(settings, 0, endpoint),
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    }),
  );

const said = async (thread: Worker): Promise<number> => ((await once(thread, 'message')) as [number])[0];

async function started(process: ChildProcess): Promise<ChildProcess> {
  await once(process, 'message');
  return process;
}

/** @returns microseconds of CPU for each post */
async function cpuOf(process: ChildProcess, work: object, each: number): Promise<number> {
  process.send(work);
  const ended = once(process, 'exit').then(() => Promise.reject(new Error('A process of the bench ended.')));
  const [{ cpuMicroseconds }] = (await Promise.race([once(process, 'message'), ended])) as [
    { cpuMicroseconds: number },
  ];
  ended.catch(() => undefined);
  return cpuMicroseconds / each;
}

async function callsOf(aws: Worker): Promise<number> {
  const answer = said(aws);
  aws.postMessage('How many?');
  return answer;
}

/** Records of SQS, ten to a batch. */
const batchesOf = (shape: Shape, count: number) =>
  Array.from({ length: count / 10 }, (_, batch) =>
    Array.from({ length: 10 }, (__, turn) => {
      const nth = batch * 10 + turn;
      const { article, endpoint } = shapes[shape](nth);
      const to = endpoint % endpointCount;
      const message = {
        partnerId: partnerOf(to),
        endpointId: endpointOf(to),
        articleId: articleOf(article),
        version: 1,
      };
      return {
        messageId: String(nth),
        receiptHandle: String(nth),
        body: JSON.stringify(message),
        attributes: { ApproximateReceiveCount: '1', MessageGroupId: message.endpointId },
      };
    }),
  );
