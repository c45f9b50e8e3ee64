import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { environmentOf, type FunctionSettings } from './environment.ts';
import { answerTooLong } from '../rules/answerSize.ts';
import type { SimulatedTime } from '../simulatedTime.ts';
import type { FunctionFault, InvokeMessage, WorkerMessage, WorkerSetup } from './protocol.ts';

export type InvocationResult =
  { readonly ok: true; readonly payload: unknown } | { readonly ok: false; readonly fault: FunctionFault };

/** Where Node keeps what it has compiled of bundles: a second thread of the same function starts in half the time. */
const compileCache = join(tmpdir(), 'node-compile-cache');

const exited: FunctionFault = {
  errorType: 'Runtime.ExitError',
  errorMessage: 'Runtime exited without providing a reason',
};

function resultOf(payload: string | undefined): InvocationResult {
  const fault = answerTooLong(payload);
  if (fault !== undefined) return { ok: false, fault };
  return { ok: true, payload: payload === undefined ? undefined : JSON.parse(payload) };
}

/** One worker thread of one function: it takes one invocation at a time, and is not used again after a crash. */
export class ExecutionEnvironment {
  readonly number: number;
  /** False once the thread has ended or is being ended. */
  alive = true;
  /** True once a deployment has replaced its function: it takes no further invocation. */
  retired = false;
  readonly #settings: FunctionSettings;
  /** How far its host's clock is off. */
  readonly #skewMs: number;
  readonly #worker: Worker;
  readonly #ready: Promise<FunctionFault | undefined>;
  #answer: ((result: InvocationResult) => void) | undefined;

  constructor(
    settings: FunctionSettings,
    number: number,
    endpoint: string,
    time: SimulatedTime | undefined,
    log: (stream: 'stdout' | 'stderr', text: string) => void,
  ) {
    this.number = number;
    this.#settings = settings;
    this.#skewMs = time?.skewMs ?? 0;
    const setup: WorkerSetup = {
      root: settings.root,
      handler: settings.handler,
      time: time && { shared: time.shared, skewMs: this.#skewMs },
    };
    this.#worker = new Worker(new URL('worker.ts', import.meta.url), {
      workerData: setup,
      env: { ...environmentOf(settings, number, endpoint), NODE_COMPILE_CACHE: compileCache },
      resourceLimits: { maxOldGenerationSizeMb: settings.memoryMb },
    });
    const ready = Promise.withResolvers<FunctionFault | undefined>();
    this.#ready = ready.promise;
    this.#worker.on('message', (message: WorkerMessage) => {
      if (message.kind === 'log') log(message.stream, message.text);
      else if (message.kind === 'ready') ready.resolve(undefined);
      else if (message.kind === 'result') this.#settle(resultOf(message.payload));
      else {
        ready.resolve(message.fault);
        this.#settle({ ok: false, fault: message.fault });
      }
    });
    const end = (fault: FunctionFault): void => {
      this.alive = false;
      ready.resolve(fault);
      this.#settle({ ok: false, fault });
    };
    this.#worker.once('error', (error: Error) => {
      end({ errorType: error.name, errorMessage: error.message });
    });
    this.#worker.once('exit', () => {
      end(exited);
    });
  }

  /** Loads the bundle; gives the fault where that fails. */
  async ready(): Promise<FunctionFault | undefined> {
    const fault = await this.#ready;
    if (fault !== undefined) await this.terminate();
    return fault;
  }

  /** Runs one event; past the function's timeout the thread is ended. */
  async invoke(event: unknown, requestId: string, lineage: string): Promise<InvocationResult> {
    const fault = await this.ready();
    if (fault !== undefined) return { ok: false, fault };
    const { name, arn, memoryMb, timeoutSeconds } = this.#settings;
    const { promise, resolve } = Promise.withResolvers<InvocationResult>();
    this.#answer = resolve;
    const timer = setTimeout(() => {
      void this.expire();
    }, timeoutSeconds * 1000);
    const message: InvokeMessage = {
      event,
      requestId,
      lineage,
      functionName: name,
      functionArn: arn,
      memoryMb,
      deadline: Date.now() + this.#skewMs + timeoutSeconds * 1000,
    };
    this.#worker.postMessage(message);
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends an invocation whose time is over, as Lambda does. */
  async expire(): Promise<void> {
    this.#settle({
      ok: false,
      fault: {
        errorType: 'Sandbox.Timedout',
        errorMessage: `Task timed out after ${this.#settings.timeoutSeconds.toFixed(2)} seconds`,
      },
    });
    await this.terminate();
  }

  /** Ends the thread at once, whatever it does. */
  async terminate(): Promise<void> {
    this.alive = false;
    await this.#worker.terminate();
  }

  #settle(result: InvocationResult): void {
    this.#answer?.(result);
    this.#answer = undefined;
  }
}
