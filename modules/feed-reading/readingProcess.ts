import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { deserialize } from 'node:v8';
import { UnreadableFeed } from './feedDocument.ts';
import type { FeedDocument, KnownItems } from './feedDocument.ts';
import type { Received } from './readFeed.ts';

/** A document comes serialised, as it would be copied anyway: so it can be weighed. */
export type ReaderAnswer =
  { readonly document: Uint8Array } | { readonly refused: Pick<UnreadableFeed, 'kind' | 'message' | 'discovered'> };

export interface ReadRequest {
  readonly received: Received;
  readonly known: KnownItems | undefined;
}

/** Limits of one document, whatever it holds. bench/README.md has the figures that these come from. */
export const limits = { milliseconds: 8_000, heapMb: 400, documentBytes: 32_000_000 } as const;

/**
 * Node's, for the process. A young generation of 8 MB: with V8's usual one a document of 10 MB takes 80 MB more at its
 * height. Without V8's last compiler, which takes longer for what a worker reads in its life than it saves
 * (bench/README.md, "Reading").
 */
export const readerFlags = [
  `--max-old-space-size=${limits.heapMb}`,
  '--max-semi-space-size=8',
  '--no-turbofan',
] as const;

/** Beside the handler in its bundle, and beside this file in the project. */
const reader = new URL(import.meta.url.endsWith('.ts') ? './reader.ts' : './reader.mjs', import.meta.url);

/**
 * Reads documents in a process of its own, so that none can stop what goes on beside it: one that takes too long, or
 * too much memory, ends with that process, and the next begins a new one (ADR 17). One document at a time, as a Lambda
 * has one processor.
 */
export class ReadingProcess {
  readonly #entry: URL;
  readonly #milliseconds: number;
  #child: ChildProcess | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  /** @param entry what runs in the process, and how long a document may take: tests have others */
  constructor(entry = reader, milliseconds: number = limits.milliseconds) {
    this.#entry = entry;
    this.#milliseconds = milliseconds;
  }

  /**
   * @param known items that need not be read again
   * @param remainingMs what the invocation has left: a document is not begun that it may not see the end of
   * @throws UnreadableFeed where there is no feed in it, or the bounds are passed; an Error where there is no time left
   * for it
   */
  async read(received: Received, known?: KnownItems, remainingMs = (): number => Infinity): Promise<FeedDocument> {
    const reading = this.#turn.then(() => {
      if (remainingMs() < this.#milliseconds * 1.5)
        throw new Error('No time is left to read the document: its message comes again.');
      return this.#answer({ received, known });
    });
    this.#turn = reading.catch(() => undefined);
    const answer = await reading;
    if ('document' in answer) return deserialize(answer.document) as FeedDocument;
    throw new UnreadableFeed(answer.refused.kind, answer.refused.message, answer.refused.discovered);
  }

  /** Ends the process, if there is one. */
  stop(): void {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }

  async #answer(request: ReadRequest): Promise<ReaderAnswer> {
    const child = (this.#child ??= this.#start());
    hold(child, true);
    try {
      return await answerOf(child, request, this.#milliseconds);
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
      execArgv: [...readerFlags],
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

/** A process with nothing else to do may end while the process waits for a document, not while it reads one. */
function hold(child: ChildProcess, isReading: boolean): void {
  for (const handle of [child, child.channel, child.stdin as { ref?(): void; unref?(): void } | null])
    handle?.[isReading ? 'ref' : 'unref']?.();
}

/** @throws UnreadableFeed where the process ended, or has not answered in time */
function answerOf(child: ChildProcess, request: ReadRequest, milliseconds: number): Promise<ReaderAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<ReaderAnswer>();
  const fail = (words: string): void => {
    reject(new UnreadableFeed('unreadable', words));
  };
  const timer = setTimeout(
    fail,
    milliseconds,
    `Reading it took longer than ${milliseconds / 1000} s and was stopped: ask the publisher for a shorter or simpler feed.`,
  );
  const ended = (code: number | null, signal: string | null): void => {
    fail(endWords(signal ?? String(code)));
  };
  const failed = (error: Error | null): void => {
    if (error) fail(endWords(error.message));
  };
  child.on('message', resolve).on('exit', ended).on('error', failed).send(request, failed);
  return promise.finally(() => {
    clearTimeout(timer);
    child.off('message', resolve).off('exit', ended).off('error', failed);
  });
}

/** V8 ends its process by SIGABRT where the heap is full. */
const endWords = (how: string): string =>
  how === 'SIGABRT'
    ? `Reading it took more than ${limits.heapMb} MB of memory and was stopped: ask the publisher for a shorter or simpler feed.`
    : `Reading it ended early (${how}), which is a fault of ours: report it with the feed's address.`;
