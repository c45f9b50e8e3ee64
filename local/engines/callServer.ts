import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { errorAnswer } from '../gateway/answers.ts';
import { readCall, type Call } from '../gateway/call.ts';
import { bodyOf, idleConnectionMs, type Answer } from '../gateway/exchange.ts';

/** A service of the twin's own behind the gateway. */
export interface CallServer {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** Serves the calls to a service on a free port; one that fails is cut off. */
export async function serveCalls(
  service: Pick<Call, 'protocol' | 'service'>,
  answer: (call: Call) => Answer | Promise<Answer>,
  failed: (error: unknown) => void,
): Promise<CallServer> {
  const unsigned = errorAnswer(service, 403, 'MissingAuthenticationToken', 'The request is not signed.');
  const server = createServer({ keepAliveTimeout: idleConnectionMs }, (request, response) => {
    bodyOf(request)
      .then(async (received) => {
        const call = readCall(request.method ?? '', request.url ?? '', request.headers, received);
        const { status, headers, body } = call === undefined ? unsigned : await answer(call);
        response.writeHead(status, headers).end(body);
      })
      .catch((error: unknown) => {
        failed(error);
        response.destroy();
      });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
