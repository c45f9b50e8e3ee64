import { once, EventEmitter } from 'node:events';
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';
import { started } from './started.ts';

export interface Heard {
  readonly id: string;
  readonly atMs: number;
  readonly type: string;
  readonly data: {
    readonly id: string;
    readonly version: number;
    readonly backlog?: true;
    readonly title: string;
    readonly summary: string;
    readonly content?: string;
    readonly attribution: string;
    /** Of a comment. */
    readonly text?: string;
  };
}

/** A partner's server: it verifies as the standard's own package does, and answers as a test decides. */
export interface Receiver {
  readonly url: string;
  /** With which secrets webhooks are verified; none that fits is a 401, and is not heard. */
  secrets: string[];
  /** Every webhook that came with a good signature, in order, however it was answered. */
  readonly heard: Heard[];
  /** Answers in place of 204, while set. */
  answer: ((response: ServerResponse, heard: Heard) => void) | undefined;
  /** Waits until so many have been heard. */
  hears(count: number, timeoutMs?: number): Promise<Heard[]>;
  stop(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const arrivals = new EventEmitter<{ heard: [] }>();
  const server = createServer((request, response) => {
    text(request).then(
      (body) => {
        const headers = request.headers as Record<string, string>;
        const verified = receiver.secrets.some((secret) => {
          try {
            new Webhook(secret).verify(body, headers);
            return true;
          } catch {
            return false;
          }
        });
        if (!verified) {
          response.writeHead(401).end('The signature is wrong.');
          return;
        }
        const heard = {
          id: headers['webhook-id'] ?? '',
          atMs: Date.now(),
          ...(JSON.parse(body) as Pick<Heard, 'type' | 'data'>),
        };
        receiver.heard.push(heard);
        if (receiver.answer) receiver.answer(response, heard);
        else response.writeHead(204).end();
        arrivals.emit('heard');
      },
      () => {
        response.destroy();
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`,
    secrets: [],
    heard: [],
    answer: undefined,
    async hears(count, timeoutMs = 120_000) {
      const signal = AbortSignal.timeout(timeoutMs);
      while (receiver.heard.length < count) await once(arrivals, 'heard', { signal });
      return receiver.heard;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
  return receiver;
}

/** A partner's server for the tests of a file, or of a `describe` block. */
export const useReceiver = (): Receiver => started(startReceiver);
