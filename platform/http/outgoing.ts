import type { ClientRequest, IncomingMessage } from 'node:http';
import { FetchError } from './addressGuard.ts';

/**
 * The path and query that a request is made with (RFC 9112, 3.2.1). The query stays byte for byte as its owner wrote
 * it: `URL` rewrites some characters that RFC 3986 allows in it, such as `'` (WHATWG URL, 1.3), and an owner who
 * compares or signs theirs would not know it again. Characters that no request may hold, such as a space, are written
 * as `URL` writes them.
 * @param url of this address
 * @param address as it was given
 */
export function requestTarget({ pathname, search }: URL, address: string): string {
  const [, query = search] = /^[^?#]*(\?[!"$-~]*)(?:#|$)/.exec(address) ?? [];
  return pathname + query;
}

/**
 * Sends a request and waits for the head of its answer. A server that switches to another protocol (101) gives none:
 * Node tells of it by `upgrade` alone, and nothing else would ever settle the request, not even its deadline.
 * @throws FetchError `bad-response`, or the socket's error
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
