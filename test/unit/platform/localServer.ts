import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FetchError } from '../../../platform/http/addressGuard.ts';
import { guardedFetch } from '../../../platform/http/guardedFetch.ts';
import type { GuardedRequest } from '../../../platform/http/guardedFetch.ts';

export const servers: Server[] = [];
export const seen = { hits: 0 };

export async function serve(listener: RequestListener): Promise<string> {
  const server = createServer((request, response) => {
    seen.hits += 1;
    listener(request, response);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export async function closeServers(): Promise<void> {
  seen.hits = 0;
  await Promise.all(
    servers.splice(0).map((server) => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    }),
  );
}

export const ask = (url: string, more: Partial<GuardedRequest> = {}) =>
  guardedFetch({ url, timeoutMs: 5000, maxBytes: 100_000, maxRedirects: 3, allowLoopback: true, ...more });

export const kindOf = async (promise: Promise<unknown>): Promise<string> => {
  try {
    await promise;
    return 'no error';
  } catch (error) {
    if (!(error instanceof FetchError)) throw error;
    return error.kind;
  }
};
