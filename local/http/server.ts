import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { idleConnectionMs } from '../gateway/exchange.ts';
import type { LambdaFunction } from '../lambda/lambdaFunction.ts';
import type { Meter } from '../meter/meter.ts';
import { httpChunkBytes } from '../../pricing/prices.ts';
import { TwinError } from '../twinError.ts';
import { eventOf } from './event.ts';
import { sendMessage, sendResult } from './response.ts';
import { sayThatItStarts } from './starting.ts';
import { findRoute, type Route } from './routes.ts';

const bodyLimit = 10 * 1024 * 1024;

export interface HttpParts {
  readonly apiId: string;
  readonly routes: readonly Route[];
  readonly meter: Meter;
  readonly functionByArn: (arn: string) => LambdaFunction | undefined;
}

export interface HttpServer {
  readonly url: string;
  /** Lets requests through from now on. */
  connect(parts: HttpParts): void;
  stop(): Promise<void>;
}

/**
 * Opens the HTTP API's port; it answers 503 until the stack runs, as its address stands in the functions' environment.
 */
export async function openHttp(port: number): Promise<HttpServer> {
  let parts: HttpParts | undefined;
  const server = createServer({ keepAliveTimeout: idleConnectionMs }, (request, response) => {
    if (parts === undefined) sayThatItStarts(request, response);
    else
      handle(request, response, parts).catch((error: unknown) => {
        if (!response.headersSent) sendMessage(response, 500, String(error));
      });
  });
  await listen(server, port);
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    connect: (connected) => {
      parts = connected;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function listen(server: ReturnType<typeof createServer>, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new TwinError(`Port ${port} is taken. Set PORT to another one, or to 0 for any free one.`, { cause: error })
          : error,
      );
    });
    server.listen(port, 'localhost', resolve);
  });
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  { apiId, routes, meter, functionByArn }: HttpParts,
): Promise<void> {
  const method = request.method ?? 'GET';
  const match = findRoute(routes, method, (request.url ?? '/').split('?')[0] ?? '/');
  const target = match && functionByArn(match.route.functionArn);
  const body = await bodyOf(request);
  if (body === undefined) return sendMessage(response, 413, 'Request Entity Too Large');
  if (match === undefined || target === undefined) return sendMessage(response, 404, 'Not Found');
  meter.count('http', 'apigateway', match.route.key, {
    requests: Math.max(1, Math.ceil(body.length / httpChunkBytes)),
  });
  // in AWS each request comes through CloudFront
  const { socket } = response;
  const before = socket?.bytesWritten ?? 0;
  response.once('close', () => {
    meter.count('http', 'cloudfront', 'Request', { requests: 1, bytes: (socket?.bytesWritten ?? before) - before });
  });
  const overdue = new AbortController();
  const result = await Promise.race([
    target.invoke(eventOf(request, match, body, apiId)),
    sleep(match.route.timeoutMs, 'late' as const, { signal: overdue.signal, ref: false }).catch(() => 'late' as const),
  ]);
  overdue.abort();
  if (result === 'late') return sendMessage(response, 503, 'Service Unavailable');
  if ('throttled' in result) return sendMessage(response, 503, 'Service Unavailable');
  return result.ok ? sendResult(response, result.payload) : sendMessage(response, 500, 'Internal Server Error');
}

/** Undefined when the body is larger than API Gateway takes. */
async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= bodyLimit) chunks.push(chunk);
  }
  return length > bodyLimit ? undefined : Buffer.concat(chunks);
}
