import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { dirname, resolve } from 'node:path';
import { operatorClients, twinOperator } from '../modules/operations/operatorClients.ts';
import type { Twin } from '../local/twin.ts';
import { costsOf } from './costs.ts';
import { History } from './history.ts';
import { servedMail } from './mailbox.ts';
import { pressed } from './pressed.ts';
import { seeingOf } from './seeing.ts';
import { stateOf } from './state.ts';

const uplot = dirname(createRequire(import.meta.url).resolve('uplot'));
const files: Record<string, { file: string; type: string }> = {
  '/': { file: 'page.html', type: 'text/html; charset=utf-8' },
  '/page.css': { file: 'page.css', type: 'text/css; charset=utf-8' },
  ...Object.fromEntries(
    ['partners.css', 'mail.css', 'seeing.css'].map((file) => [`/${file}`, { file, type: 'text/css; charset=utf-8' }]),
  ),
  ...Object.fromEntries(
    ['page.js', 'partners.js', 'mail.js', 'seeing.js', 'elements.js'].map((file) => [
      `/${file}`,
      { file, type: 'text/javascript; charset=utf-8' },
    ]),
  ),
  '/uplot.js': { file: `${uplot}/uPlot.esm.js`, type: 'text/javascript; charset=utf-8' },
  '/uplot.css': { file: `${uplot}/uPlot.min.css`, type: 'text/css; charset=utf-8' },
};
const headers = {
  'content-security-policy': "default-src 'self'; img-src data:",
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};
const pushEveryMs = 500;
const refreshEveryMs = 5_000;

/** Everything that the answers to one request are made of. */
interface ConsoleParts {
  readonly twin: Twin;
  readonly clients: ReturnType<typeof operatorClients>;
  readonly history: History;
  readonly viewers: Set<ServerResponse>;
  /** Addresses that the console's own page may have. */
  readonly origins: () => string[];
  /** Sends the state to viewers. */
  readonly push: (to: Iterable<ServerResponse>) => Promise<void>;
  /** Notes that something changed. */
  readonly changed: () => void;
}

/**
 * The page that shows what flows, on a port of its own, on this machine only. State is pushed as server-sent events.
 * @param port 0 for any that is free
 */
export async function startConsole(twin: Twin, port = 0): Promise<{ url: string; stop(): Promise<void> }> {
  const clients = operatorClients(twin.outputs, twinOperator(twin.endpoint));
  const viewers = new Set<ServerResponse>();
  let stale = false;
  const changed = () => {
    stale = true;
  };
  const history = new History(twin, changed);
  const push = async (to: Iterable<ServerResponse>) => {
    const message = `data: ${JSON.stringify(await stateOf(twin, clients, history))}\n\n`;
    for (const viewer of to) viewer.write(message);
  };
  const server = createServer((request, response) => {
    answer(request, response, { twin, clients, history, viewers, origins, push, changed });
  });
  await new Promise<void>((listening, reject) => server.once('error', reject).listen(port, '127.0.0.1', listening));
  const origins = () => originsAt((server.address() as AddressInfo).port);

  // Changes are pushed at once, but not more often than eyes can follow; ages now and then.
  let lastPushMs = 0;
  const timer = setInterval(() => {
    if (viewers.size === 0 || (!stale && Date.now() - lastPushMs < refreshEveryMs)) return;
    stale = false;
    lastPushMs = Date.now();
    void push(viewers).catch((error: unknown) => {
      if (viewers.size > 0) console.error(`The console cannot read the twin: ${String(error)}`);
    });
  }, pushEveryMs);

  return {
    url: origins()[0]!,
    async stop() {
      clearInterval(timer);
      for (const viewer of viewers) viewer.end();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

const originsAt = (port: number): string[] => [`http://localhost:${port}`, `http://127.0.0.1:${port}`];

function answer(request: IncomingMessage, response: ServerResponse, parts: ConsoleParts): void {
  const { twin, clients, viewers, origins, push, changed } = parts;
  const path = request.url ?? '/';
  if (request.method === 'POST') {
    return void pressed(request, origins(), clients).then(
      ({ status, text }) => {
        changed();
        response.writeHead(status, { ...headers, 'content-type': 'text/plain; charset=utf-8' }).end(text);
      },
      () => {
        response.destroy();
      },
    ); // who pressed it has gone
  }
  if (path === '/live') {
    response.writeHead(200, { ...headers, 'content-type': 'text/event-stream' });
    viewers.add(response.on('close', () => viewers.delete(response)));
    return void push([response]);
  }
  const facts = factsAt(path, parts);
  if (facts)
    return void response.writeHead(200, { ...headers, 'content-type': 'application/json' }).end(JSON.stringify(facts));
  const mail = servedMail(path, twin);
  if (mail)
    return void response
      .writeHead(200, {
        ...headers,
        'content-type': mail.type,
        ...(mail.policy && { 'content-security-policy': mail.policy }),
      })
      .end(mail.body);
  const page = files[path];
  if (!page) return void response.writeHead(404, headers).end('Not found. The console is at /.');
  void readFile(resolve(import.meta.dirname, page.file)).then((body) =>
    response.writeHead(200, { ...headers, 'content-type': page.type }).end(body),
  );
}

function factsAt(path: string, { twin, history }: ConsoleParts) {
  if (path === '/costs') return costsOf(twin.meter.snapshot(), history);
  return path.startsWith('/seeing?')
    ? seeingOf(twin, Number(new URLSearchParams(path.slice('/seeing?'.length)).get('minutes')))
    : undefined;
}
