/** Runs inside a worker thread: one execution environment of one function. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { moveDate } from '../simulatedTime.ts';
import type { FunctionFault, InvokeMessage, WorkerMessage, WorkerSetup } from './protocol.ts';

const port = parentPort;
if (port === null) throw new Error('This file runs in a worker thread only.');
const setup = workerData as WorkerSetup;
if (setup.time) moveDate(setup.time.shared, setup.time.skewMs);
const post = (message: WorkerMessage): void => {
  port.postMessage(message);
};

/** A trace of its own for each invocation, in X-Ray's form: seconds and 96 bits; and the chain that it stands in. */
const traceHeader = ({ requestId, deadline, lineage }: InvokeMessage): string =>
  `Root=1-${Math.floor(deadline / 1000).toString(16)}-${requestId.replaceAll('-', '').slice(0, 24)};Sampled=1;${lineage}`;

type Handler = (event: unknown, context: object) => unknown;

/** Lines go over the same port as results, so that they arrive before them. */
for (const stream of ['stdout', 'stderr'] as const) {
  process[stream].write = (chunk: string | Uint8Array): boolean => {
    post({ kind: 'log', stream, text: typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString() });
    return true;
  };
}

async function load({ root, handler }: WorkerSetup): Promise<Handler> {
  const dot = handler.lastIndexOf('.');
  const [path, name] = [handler.slice(0, dot), handler.slice(dot + 1)];
  const file = ['.mjs', '.js', '.cjs']
    .map((extension) => join(root, path + extension))
    .find((candidate) => existsSync(candidate));
  if (file === undefined) throw new Error(`The bundle has no ${path}.mjs, .js or .cjs.`);
  const module = (await import(pathToFileURL(file).href)) as Record<string, unknown> & {
    default?: Record<string, unknown>;
  };
  const found = module[name] ?? module.default?.[name];
  if (typeof found !== 'function') throw new Error(`${path} exports no function ${name}.`);
  return found as Handler;
}

const contextOf = ({ requestId, functionName, functionArn, memoryMb, deadline }: InvokeMessage): object => ({
  awsRequestId: requestId,
  functionName,
  functionVersion: '$LATEST',
  invokedFunctionArn: functionArn,
  memoryLimitInMB: String(memoryMb),
  logGroupName: `/aws/lambda/${functionName}`,
  logStreamName: 'twin',
  callbackWaitsForEmptyEventLoop: true,
  getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
});

const faultOf = (error: unknown): FunctionFault =>
  error instanceof Error
    ? {
        errorType: error.name,
        errorMessage: error.message,
        ...(error.stack === undefined ? {} : { stack: error.stack }),
      }
    : { errorType: typeof error, errorMessage: String(error) };

try {
  const handler = await load(setup);
  port.on('message', (message: InvokeMessage) => {
    process.env['_X_AMZN_TRACE_ID'] = traceHeader(message);
    Promise.resolve()
      .then(() => handler(message.event, contextOf(message)))
      .then((value) => {
        post({ kind: 'result', payload: JSON.stringify(value) });
      })
      .catch((error: unknown) => {
        post({ kind: 'error', fault: faultOf(error) });
      });
  });
  post({ kind: 'ready' });
} catch (error) {
  post({ kind: 'error', fault: faultOf(error) });
}
