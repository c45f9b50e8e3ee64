import { deserialize } from 'node:v8';
import { BoundedProcess, ProcessEnded } from '../../platform/runtime/boundedProcess.ts';
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

/** Beside the handler in its bundle, and beside this file in the project. */
const reader = new URL(import.meta.url.endsWith('.ts') ? './reader.ts' : './reader.mjs', import.meta.url);

/** Reads documents in a process of its own, one at a time, as a Lambda has one processor. */
export class ReadingProcess {
  readonly #process: BoundedProcess<ReadRequest, ReaderAnswer>;
  readonly #milliseconds: number;

  /** @param entry what runs in the process, and how long a document may take: tests have others */
  constructor(entry = reader, milliseconds: number = limits.milliseconds) {
    this.#process = new BoundedProcess(entry, { milliseconds, heapMb: limits.heapMb });
    this.#milliseconds = milliseconds;
  }

  /**
   * @param known items that need not be read again
   * @param remainingMs what the invocation has left: a document is not begun that it may not see the end of
   * @throws UnreadableFeed where there is no feed in it, or the bounds are passed; an Error where there is no time left
   * for it
   */
  async read(received: Received, known?: KnownItems, remainingMs = (): number => Infinity): Promise<FeedDocument> {
    const begin = (): void => {
      if (remainingMs() < this.#milliseconds * 1.5)
        throw new Error('No time is left to read the document: its message comes again.');
    };
    const answer = await this.#process.ask({ received, known }, begin).catch((error: unknown) => {
      throw error instanceof ProcessEnded ? new UnreadableFeed('unreadable', endWords(error)) : error;
    });
    if ('document' in answer) return deserialize(answer.document) as FeedDocument;
    throw new UnreadableFeed(answer.refused.kind, answer.refused.message, answer.refused.discovered);
  }

  /** Ends the process, if there is one. */
  stop(): void {
    this.#process.stop();
  }
}

const endWords = ({ why, message }: ProcessEnded): string =>
  why === 'fault'
    ? `Reading it ${message}, which is a fault of ours: report it with the feed's address.`
    : `Reading it ${message}: ask the publisher for a shorter or simpler feed.`;
