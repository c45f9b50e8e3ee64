import { EventEmitter } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Answer, Exchange } from '../gateway/exchange.ts';

/**
 * Has a server of this process answer a request that no socket brings: HTTP cost more than what dynalite does itself,
 * and half of all that the twin's main thread did. The server sees what it asks of a request and of a response: the
 * events `data` and `end`, method, url and headers; `statusCode`, `setHeader` and `end`.
 */
export async function withoutSocket(server: Server, { method, path, headers, body }: Exchange): Promise<Answer> {
  const { promise, resolve } = Promise.withResolvers<Answer>();
  const request = Object.assign(new EventEmitter(), { method, url: path, headers, readableEnded: false });
  const answered: Record<string, string> = {};
  const response = {
    statusCode: 200,
    setHeader: (name: string, value: string | number) => {
      answered[name.toLowerCase()] = String(value);
    },
    end: (text = '') => {
      resolve({ status: response.statusCode, headers: answered, body: Buffer.from(text) });
    },
  };
  server.emit('request', request as unknown as IncomingMessage, response as unknown as ServerResponse);
  try {
    if (body.length > 0) request.emit('data', body);
    request.emit('end');
  } catch (error) {
    request.emit('close'); // it is not answered
    throw error;
  }
  return promise;
}
