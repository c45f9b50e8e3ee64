import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface ProcessBounds {
  /** What one request may take. */
  readonly milliseconds: number;
  readonly heapMb: number;
}

/**
 * Node's, for such a process. A young generation of 8 MB: with V8's usual one a document of 10 MB takes 80 MB more at
 * its height. Without V8's last compiler, which takes longer for what a worker reads in its life than it saves
 * (bench/README.md, "Reading").
 */
export const processFlags = (heapMb: number): string[] => [
  `--max-old-space-size=${heapMb}`,
  '--max-semi-space-size=8',
  '--no-turbofan',
];

/** A request has passed the bounds, or has ended its process in another way. */
export class ProcessEnded extends Error {
  override readonly name = 'ProcessEnded';
  /** Why it ended; `fault` is ours. */
  readonly why: 'time' | 'memory' | 'fault';

  constructor(why: ProcessEnded['why'], message: string) {
    super(message);
    this.why = why;
  }
}

/**
 * A process that answers requests one at a time, so that none can stop what goes on beside it: one that takes too long,
 * or too much memory, ends with that process, and the next begins a new one (ADR 17).
 */
export class BoundedProcess<Request, Answer> {
  readonly #entry: URL;
  readonly #bounds: ProcessBounds;
  #child: ChildProcess | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  /** @param entry what runs in the process: it calls `answerRequests` */
  constructor(entry: URL, bounds: ProcessBounds) {
    this.#entry = entry;
    this.#bounds = bounds;
  }

  /**
   * @param begin called when the request's turn has come; where it throws, the request is not made
   * @throws ProcessEnded
   */
  async ask(request: Request, begin: () => void = () => undefined): Promise<Answer> {
    const answering = this.#turn.then(() => {
      begin();
      return this.#answer(request);
    });
    this.#turn = answering.catch(() => undefined);
    return answering;
  }

  /** Ends the process, if there is one. */
  stop(): void {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }

  async #answer(request: Request): Promise<Answer> {
    const child = (this.#child ??= this.#start());
    hold(child, true);
    try {
      return (await answerOf(child, request as object, this.#bounds)) as Answer;
    } catch (error) {
      this.stop();
      throw error;
    } finally {
      hold(child, false);
    }
  }

  #start(): ChildProcess {
    const child = fork(fileURLToPath(this.#entry), {
      serialization: 'advanced',
      stdio: ['pipe', 'ignore', 'ignore', 'ipc'],
      execArgv: processFlags(this.#bounds.heapMb),
      // It meets strangers' texts: of the environment, where a Lambda's credentials are, it is given what Node itself
      // needs to start.
      env: { LD_LIBRARY_PATH: process.env.LD_LIBRARY_PATH },
    });
    return child
      .on('error', () => undefined)
      .on('exit', () => {
        if (this.#child === child) this.#child = undefined;
      });
  }
}

/** A process with nothing else to do may end while the process waits for a request, not while it answers one. */
function hold(child: ChildProcess, isAnswering: boolean): void {
  for (const handle of [child, child.channel, child.stdin as { ref?(): void; unref?(): void } | null])
    handle?.[isAnswering ? 'ref' : 'unref']?.();
}

/** @throws ProcessEnded where the process ended, or has not answered in time */
function answerOf(child: ChildProcess, request: object, { milliseconds, heapMb }: ProcessBounds): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const timer = setTimeout(() => {
    reject(new ProcessEnded('time', `took longer than ${milliseconds / 1000} s and was stopped`));
  }, milliseconds);
  const fail = (how: string): void => {
    // V8 ends its process by SIGABRT where the heap is full.
    reject(
      how === 'SIGABRT'
        ? new ProcessEnded('memory', `took more than ${heapMb} MB of memory and was stopped`)
        : new ProcessEnded('fault', `ended early (${how})`),
    );
  };
  const ended = (code: number | null, signal: string | null): void => {
    fail(signal ?? String(code));
  };
  const failed = (error: Error | null): void => {
    if (error) fail(error.message);
  };
  child.on('message', resolve).on('exit', ended).on('error', failed).send(request, failed);
  return promise.finally(() => {
    clearTimeout(timer);
    child.off('message', resolve).off('exit', ended).off('error', failed);
  });
}
