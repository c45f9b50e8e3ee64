import { EventEmitter } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';

/**
 * What must not be reached: a port of this machine, on 127.0.0.1 and ::1, that counts who connects, whatever they then
 * say.
 */
export interface LoopbackListener {
  readonly port: number;
  /** Connections so far. */
  readonly connections: number;
  stop(): Promise<void>;
}

/** @param port 0 for any free one */
export async function startLoopbackListener(port = 0): Promise<LoopbackListener> {
  const heard = new EventEmitter();
  let connections = 0;
  heard.on('connection', () => {
    connections += 1;
  });
  const open = (host: string, at: number) => {
    const server = createServer((socket) => {
      heard.emit('connection');
      socket
        .on('error', () => undefined)
        .resume()
        .end('HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\ninside');
    });
    return new Promise<Server>((resolve, reject) => {
      server.once('error', reject).listen(at, host, () => {
        resolve(server);
      });
    });
  };
  const first = await open('127.0.0.1', port);
  const taken = (first.address() as AddressInfo).port;
  // A machine without IPv6 has no ::1 that could be reached.
  const second = await open('::1', taken).catch(() => undefined);
  return {
    port: taken,
    get connections() {
      return connections;
    },
    stop: async () => {
      for (const server of [first, second])
        if (server)
          await new Promise((resolve) => {
            server.close(resolve);
          });
    },
  };
}
