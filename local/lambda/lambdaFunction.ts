import { runLogBytes, tracedShare } from '../../pricing/prices.ts';
import { randomUUID } from 'node:crypto';
import type { Meter } from '../meter/meter.ts';
import type { SimulatedTime } from '../simulatedTime.ts';
import { isObject } from '../template/json.ts';
import type { FunctionSettings } from './environment.ts';
import { invokedIn, lineageOf, type Chain } from '../rules/recursion.ts';
import type { AccountConcurrency } from './accountConcurrency.ts';
import { ExecutionEnvironment, type InvocationResult } from './executionEnvironment.ts';
import type { LogLine } from './protocol.ts';

/** One finished invocation. */
export interface Invocation {
  readonly function: string;
  readonly requestId: string;
  readonly milliseconds: number;
  readonly result: InvocationResult;
}

export interface FunctionParts {
  readonly endpoint: string;
  readonly meter: Meter;
  readonly time: SimulatedTime | undefined;
  readonly account: AccountConcurrency;
  log(line: LogLine): void;
  invoked(invocation: Invocation): void;
}

/** The result of an invocation. One that was throttled never ran. */
export type Outcome = InvocationResult & { readonly requestId: string; readonly throttled?: true };

const recursion = {
  errorType: 'RecursiveInvocationException',
  errorMessage:
    'Lambda has detected your function being invoked in a recursive loop with other Amazon Web Services ' +
    "resources and stopped your function's invocation.",
};
const throttling = { errorType: 'TooManyRequestsException', errorMessage: 'Rate Exceeded.' };

/** One function of the template with its workers: as many as its concurrency allows, each with one event at a time. */
export class LambdaFunction {
  readonly settings: FunctionSettings;
  readonly #parts: FunctionParts;
  readonly #environments = new Set<ExecutionEnvironment>();
  readonly #idle: ExecutionEnvironment[] = [];
  readonly #waiting: ((environment: ExecutionEnvironment) => void)[] = [];
  #started = 0;
  #running = 0;

  constructor(settings: FunctionSettings, parts: FunctionParts) {
    this.settings = settings;
    this.#parts = parts;
  }

  /** Invocations that run or wait for a worker. */
  get running(): number {
    return this.#running;
  }

  /** Starts one worker ahead of the first event, where none has come. */
  async prewarm(): Promise<void> {
    if (this.#environments.size > 0) return;
    const environment = this.#start();
    const fault = await environment.ready();
    if (fault === undefined) this.#release(environment);
    else this.#forget(environment);
  }

  /**
   * Runs the function once and gives what came of it; never throws.
   * @param chain the requests that have led to the event
   */
  async invoke(event: unknown, chain: Chain = {}): Promise<Outcome> {
    const requestId = randomUUID();
    const next = invokedIn(chain, this.settings);
    if (next === undefined) {
      const result = { ok: false, fault: recursion } as const;
      this.#parts.invoked({ function: this.settings.id, requestId, milliseconds: 0, result });
      return { ...result, requestId };
    }
    const ran = await this.#parts.account.run(() => this.#run(event, requestId, lineageOf(next)));
    return ran ?? { ok: false, fault: throttling, throttled: true, requestId };
  }

  async #run(event: unknown, requestId: string, lineage: string): Promise<Outcome> {
    this.#running += 1;
    const environment = await this.#acquire();
    const startedAt = performance.now();
    const result = await environment.invoke(event, requestId, lineage);
    const milliseconds = performance.now() - startedAt;
    this.#count(milliseconds);
    this.#release(environment);
    this.#running -= 1;
    this.#parts.invoked({ function: this.settings.id, requestId, milliseconds, result });
    return { ...result, requestId };
  }

  #count(milliseconds: number): void {
    const { id, memoryMb, traced } = this.settings;
    const { meter } = this.#parts;
    meter.count(id, 'lambda', 'Invoke', { gigabyteSeconds: (Math.ceil(milliseconds) / 1000) * (memoryMb / 1024) });
    meter.count(id, 'logs', 'Lines', { bytes: runLogBytes });
    if (traced) meter.count(id, 'xray', 'Traces', { requests: tracedShare });
  }

  /** Ends one worker, as a crash of its host would. */
  async kill(worker: number): Promise<void> {
    await [...this.#environments].find(({ number }) => number === worker)?.terminate();
  }

  /** Ends one worker's invocation as its timeout does. */
  async expire(worker: number): Promise<void> {
    await [...this.#environments].find(({ number }) => number === worker)?.expire();
  }

  /** Ends all workers. */
  async stop(): Promise<void> {
    await Promise.all([...this.#environments].map((environment) => environment.terminate()));
  }

  /** Deploys anew: workers that are busy finish, and everything after that runs in new ones. */
  async retire(): Promise<void> {
    const idle = this.#idle.splice(0);
    for (const environment of this.#environments) environment.retired = true;
    await Promise.all(idle.map((environment) => this.#end(environment)));
  }

  async #acquire(): Promise<ExecutionEnvironment> {
    for (let idle = this.#idle.pop(); idle !== undefined; idle = this.#idle.pop()) {
      if (idle.alive) return idle;
      this.#forget(idle);
    }
    if (this.#environments.size < this.settings.concurrency) return this.#start();
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  #release(environment: ExecutionEnvironment): void {
    const usable = environment.alive && !environment.retired;
    if (!usable) void this.#end(environment);
    const next = this.#waiting.shift();
    if (next !== undefined) next(usable ? environment : this.#start());
    else if (usable) this.#idle.push(environment);
  }

  #start(): ExecutionEnvironment {
    this.#started += 1;
    const environment = new ExecutionEnvironment(
      this.settings,
      this.#started,
      this.#parts.endpoint,
      this.#parts.time,
      (stream, text) => {
        this.#log(stream, text);
      },
    );
    this.#environments.add(environment);
    return environment;
  }

  #forget(environment: ExecutionEnvironment): void {
    this.#environments.delete(environment);
  }

  async #end(environment: ExecutionEnvironment): Promise<void> {
    this.#forget(environment);
    await environment.terminate();
  }

  #log(stream: 'stdout' | 'stderr', text: string): void {
    for (const line of text.split('\n')) {
      if (line.trim() === '') continue;
      this.#parts.meter.count(this.settings.id, 'logs', 'Lines', { bytes: Buffer.byteLength(line) });
      this.#parts.log({ function: this.settings.id, stream, text: line, json: parseLine(line) });
    }
  }
}

function parseLine(line: string): LogLine['json'] {
  if (!line.startsWith('{')) return undefined;
  try {
    const parsed: unknown = JSON.parse(line);
    return isObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}
