import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface Asked {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}
/** An answer of AWS: JSON, or text as it is. `cut` ends the connection without one, `silence` never answers. */
export type Answer =
  readonly [status: number, body: object | string, headers?: OutgoingHttpHeaders] | 'cut' | 'silence';

/** An AWS that answers in turn, then always with nothing, and keeps what it was asked. */
export function useAws() {
  const stub = { asked: [] as Asked[], answers: [] as Answer[], endpoint: '' };
  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      stub.asked.push({ path: request.url ?? '', headers: request.headers, body });
      const answer = stub.answers.shift() ?? [200, {}];
      if (answer === 'cut') request.socket.destroy();
      else if (answer !== 'silence') {
        const [status, said, headers] = answer;
        response.writeHead(status, headers).end(typeof said === 'string' ? said : JSON.stringify(said));
      }
    });
  });
  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    stub.endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: stub.endpoint,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_SESSION_TOKEN: 'token',
      AWS_LAMBDA_FUNCTION_NAME: 'tested',
    });
  });
  beforeEach(() => {
    stub.asked.length = stub.answers.length = 0;
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });
  return stub;
}
