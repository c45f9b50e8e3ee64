import { createHmac } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What a hub asked before a subscription began or ended. */
export type Asked = Readonly<Record<'mode' | 'topic' | 'challenge' | 'leaseSeconds', string>>;

/** A feed that a hub pushed. */
export interface Pushed {
  readonly id: string;
  readonly atMs: number;
  readonly type: string;
  readonly link: string;
  readonly body: string;
}

/**
 * A feed program that subscribes by WebSub, as the Recommendation asks of one: it confirms what it has asked for, and
 * takes only what is signed.
 */
export interface FeedProgram {
  readonly callback: string;
  readonly secret: string | undefined;
  readonly asked: Asked[];
  readonly pushed: Pushed[];
  /** How often it has answered with the challenge. */
  confirmed: number;
  /** Answers a verification in place of the challenge where it gives true, while set. */
  refuse: ((response: ServerResponse, asked: Asked) => boolean) | undefined;
  /** Answers a push in place of 204, while set. */
  answer: ((response: ServerResponse, pushed: Pushed) => void) | undefined;
  /** Pushes that were not signed with its secret: they are not in `pushed`. */
  unsigned: number;
  /** Waits until so many feeds have been pushed. */
  gets(count: number): Promise<Pushed[]>;
  stop(): Promise<void>;
}

/** @param secret that it will give to the hub; none takes whatever comes */
export async function startFeedProgram(secret?: string): Promise<FeedProgram> {
  const arrivals = new EventEmitter<{ pushed: [] }>();
  const server = createServer((request, response) => {
    if (request.method === 'GET') {
      confirm(program, request, response);
      return;
    }
    text(request).then(
      (body) => {
        if (takePush(program, request.headers, body, response)) arrivals.emit('pushed');
      },
      () => {
        response.destroy();
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const program: FeedProgram = {
    callback: `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback?program=a`,
    secret,
    asked: [],
    pushed: [],
    confirmed: 0,
    refuse: undefined,
    answer: undefined,
    unsigned: 0,
    async gets(count) {
      const signal = AbortSignal.timeout(120_000);
      while (program.pushed.length < count) await once(arrivals, 'pushed', { signal });
      return program.pushed;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
  return program;
}

function confirm(program: FeedProgram, request: IncomingMessage, response: ServerResponse): void {
  const query = new URL(request.url ?? '', 'http://callback').searchParams;
  const of = (name: string) => query.get(`hub.${name}`) ?? '';
  const asked = {
    mode: of('mode'),
    topic: of('topic'),
    challenge: of('challenge'),
    leaseSeconds: of('lease_seconds'),
  };
  program.asked.push(asked);
  if (program.refuse?.(response, asked)) return;
  program.confirmed += 1;
  response.end(asked.challenge);
}

/** Answers a push; false where it was not signed with the program's secret. */
function takePush(program: FeedProgram, headers: IncomingHttpHeaders, body: string, response: ServerResponse): boolean {
  const of = (name: string) => String(headers[name] ?? '');
  if (
    program.secret !== undefined &&
    of('x-hub-signature') !== `sha256=${createHmac('sha256', program.secret).update(body).digest('hex')}`
  ) {
    program.unsigned += 1;
    response.writeHead(204).end();
    return false;
  }
  const pushed = { id: of('webhook-id'), atMs: Date.now(), type: of('content-type'), link: of('link'), body };
  program.pushed.push(pushed);
  if (program.answer) program.answer(response, pushed);
  else response.writeHead(204).end();
  return true;
}
