import { Server, type ListenOptions } from 'node:net';

/**
 * Runs `start` while servers that ask for every interface get the loopback alone. fauxqs listens on 0.0.0.0, whatever
 * it is asked, and queues without a password have no business on a café's network.
 */
export async function onLoopback<Result>(start: () => Promise<Result>): Promise<Result> {
  // oxlint-disable-next-line typescript/unbound-method -- it is put back and called with its own `this`
  const original = Server.prototype.listen;
  Server.prototype.listen = function listen(this: Server, ...args: unknown[]): Server {
    const [options] = args;
    if (isListenOptions(options) && options.host === '0.0.0.0') options.host = '127.0.0.1';
    return Reflect.apply(original, this, args) as Server;
  };
  try {
    return await start();
  } finally {
    Server.prototype.listen = original;
  }
}

const isListenOptions = (value: unknown): value is ListenOptions =>
  typeof value === 'object' && value !== null && 'host' in value;
