import { once } from 'node:events';
import { request, type Agent, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';

/**
 * How long the twin's servers keep a connection that is not used. Node's own 5 s are so short that a busy machine
 * closes it just as its caller uses it again: then nobody knows whether the call was taken, and whoever sends mail may
 * not try again.
 */
export const idleConnectionMs = 120_000;

export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly signal?: AbortSignal;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A way to an engine: gives its answer to a request. */
export type Reach = (request: Exchange) => Promise<Answer>;

/** The way to an engine that answers at an address. */
export const reachAt =
  (endpoint: string, agent: Agent): Reach =>
  (request) =>
    exchange(endpoint, agent, request);

/** One request to an engine and its whole answer, over a connection that is kept. */
export async function exchange(
  endpoint: string,
  agent: Agent,
  { method, path, headers, body, signal }: Exchange,
): Promise<Answer> {
  const { hostname, port } = new URL(endpoint);
  return new Promise<Answer>((resolve, reject) => {
    const outgoing = request(
      {
        hostname,
        port,
        method,
        path,
        agent,
        headers: { ...headers, host: `${hostname}:${port}`, 'content-length': body.length },
        ...(signal ? { signal } : {}),
      },
      (incoming) => {
        bodyOf(incoming).then(
          (received) => resolve({ status: incoming.statusCode ?? 500, headers: incoming.headers, body: received }),
          reject,
        );
      },
    );
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}

/** All that a message brings. Node's own `buffer` would make a Blob of it first. */
export async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  message.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
  });
  await once(message, 'end');
  return Buffer.concat(chunks);
}

/** Headers without some of them. */
export const without = (headers: IncomingHttpHeaders, ...names: string[]): IncomingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));
