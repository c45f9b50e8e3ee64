import { serialize } from 'node:v8';
import { answerRequests } from '../../platform/runtime/answerRequests.ts';
import { UnreadableFeed } from './feedDocument.ts';
import { readFeed } from './readFeed.ts';
import { limits } from './readingProcess.ts';
import type { ReaderAnswer, ReadRequest } from './readingProcess.ts';

/** The program in the process of `ReadingProcess`. */
answerRequests(answerTo);

async function answerTo({ received, known }: ReadRequest): Promise<ReaderAnswer> {
  try {
    const document = serialize(await readFeed(received, known));
    if (document.length > limits.documentBytes)
      throw new UnreadableFeed(
        'unreadable',
        `Its items are more than ${limits.documentBytes / 1e6} MB once they are made safe to show: ask the publisher for a shorter feed.`,
      );
    return { document };
  } catch (error) {
    if (error instanceof UnreadableFeed)
      return { refused: { kind: error.kind, message: error.message, discovered: error.discovered } };
    return {
      refused: {
        kind: 'unreadable',
        message: `Reading it failed here (${String(error).slice(0, 200)}), which is a fault of ours: report it with the feed's address.`,
        discovered: [],
      },
    };
  }
}
