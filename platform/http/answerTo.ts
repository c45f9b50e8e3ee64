import type { ClientRequest, IncomingMessage } from 'node:http';
import { FetchError } from './fetchError.ts';

/**
 * Sends a request and waits for the head of its answer. A server that switches to another protocol (101) gives none:
 * Node tells of it by `upgrade` alone, and nothing else would ever settle the request, not even its deadline.
 * @throws FetchError `bad-response`, or what the socket throws
 */
export function answerTo(outgoing: ClientRequest, body: string | Uint8Array | undefined): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    outgoing.on('response', resolve).on('error', reject);
    outgoing.on('upgrade', (_answer, socket) => {
      socket.destroy();
      reject(
        new FetchError(
          'bad-response',
          `${outgoing.host} switches to another protocol (101), which was not asked for: its server needs mending.`,
        ),
      );
    });
    outgoing.end(body);
  });
}
