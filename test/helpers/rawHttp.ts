import { connect } from 'node:net';

/** What came back on a connection, byte for byte, as Latin-1. */
export interface RawAnswer {
  readonly text: string;
  readonly statuses: readonly number[];
  readonly heads: readonly string[];
}

/**
 * Writes bytes to an HTTP server as they are, which no client would, and reads until it closes or is quiet.
 * @param leave closes our side after the bytes, as a client does that goes away amid its request
 */
export function sendRaw(
  url: string,
  bytes: string | Uint8Array,
  { leave = false }: { leave?: boolean } = {},
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
    // A server that waits for the rest of a broken request says nothing more: that is an answer, too.
    socket.setTimeout(1_500, () => {
      socket.destroy();
    });
    socket.on('data', (chunk) => {
      chunks.push(chunk);
    });
    socket.on('end', () => {
      socket.end();
    });
    socket.on('close', () => {
      resolve(answerOf(Buffer.concat(chunks).toString('latin1')));
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (!['ECONNRESET', 'EPIPE'].includes(error.code ?? '')) reject(error);
    });
    socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
    if (leave) socket.end();
  });
}

function answerOf(text: string): RawAnswer {
  const heads = [...text.matchAll(/HTTP\/1\.1 \d{3} [^]*?\r\n\r\n/g)].map(([head]) => head);
  return { text, heads, statuses: heads.map((head) => Number(head.slice(9, 12))) };
}
