import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { dirname, resolve } from 'node:path';
import type { Twin } from '../local/twin.ts';
import { spendingOfStage } from '../modules/operations/costs/ofStage.ts';
import { Gate } from './gate.ts';
import { pressed } from './pressed.ts';
import { previewAt } from './preview.ts';
import { lettersIn } from './letters.ts';
import { stateOf } from './state.ts';
import { twinWorld } from './twinWorld.ts';
import type { World } from './world.ts';

const uplot = dirname(createRequire(import.meta.url).resolve('uplot'));
const files: Record<string, { file: string; type: string }> = {
  '/': { file: 'page.html', type: 'text/html; charset=utf-8' },
  '/page.css': { file: 'page.css', type: 'text/css; charset=utf-8' },
  ...Object.fromEntries(
    ['partners.css', 'care.css', 'mail.css', 'seeing.css'].map((file) => [
      `/${file}`,
      { file, type: 'text/css; charset=utf-8' },
    ]),
  ),
  ...Object.fromEntries(
    [
      'page.js',
      'articles.js',
      'held.js',
      'sources.js',
      'queues.js',
      'partners.js',
      'mail.js',
      'seeing.js',
      'elements.js',
    ].map((file) => [`/${file}`, { file, type: 'text/javascript; charset=utf-8' }]),
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

/** Everything that the answers to one request are made of. */
interface ConsoleParts {
  readonly world: World;
  readonly gate: Gate;
  readonly viewers: Set<ServerResponse>;
  /** Addresses that the console's own page may have. */
  readonly origins: () => string[];
  /** Sends the state to viewers. */
  readonly push: (to: Iterable<ServerResponse>) => Promise<void>;
  /** Notes that something changed. */
  readonly changed: () => void;
}

export interface Console {
  /** The page, with this run's key where one is asked for. */
  readonly url: string;
  stop(): Promise<void>;
}

/** The console of a twin, as the twin itself starts it. */
export const startConsole = (twin: Twin, port = 0): Promise<Console> => serveConsole(twinWorld(twin), port, false);

/**
 * The page that shows what flows, on a port of its own, on this machine only. State is pushed as server-sent events.
 * @param port 0 for any that is free
 * @param isLocked it is answered to who brings this run's key
 */
export async function serveConsole(world: World, port: number, isLocked: boolean): Promise<Console> {
  const viewers = new Set<ServerResponse>();
  const gate = new Gate(isLocked);
  let stale = false;
  const changed = () => {
    stale = true;
  };
  const reading = new Set<Promise<unknown>>();
  const push = async (to: Iterable<ServerResponse>) => {
    const state = stateOf(world);
    reading.add(state);
    const message = `data: ${JSON.stringify(await state.finally(() => reading.delete(state)))}\n\n`;
    for (const viewer of to) viewer.write(message);
  };
  const server = createServer((request, response) => {
    answer(request, response, { world, gate, viewers, origins, push, changed }).catch((error: unknown) => {
      if (server.listening) console.error(`The console cannot answer: ${String(error)}`);
      response.destroy();
    });
  });
  await new Promise<void>((listening, reject) => server.once('error', reject).listen(port, '127.0.0.1', listening));
  world.onChange(changed);
  const origins = () => originsAt((server.address() as AddressInfo).port);

  // Changes are pushed at once, but not more often than eyes can follow; ages now and then.
  let [lastPushMs, isPushing] = [0, false];
  const timer = setInterval(() => {
    if (isPushing || viewers.size === 0 || (!stale && Date.now() - lastPushMs < world.refreshMs)) return;
    stale = false;
    lastPushMs = Date.now();
    isPushing = true;
    void push(viewers)
      .catch((error: unknown) => {
        if (viewers.size > 0) console.error(`The console cannot read ${world.deployment.name}: ${String(error)}`);
      })
      .finally(() => {
        isPushing = false;
      });
  }, pushEveryMs);

  return {
    url: `${originsAt((server.address() as AddressInfo).port)[0] ?? ''}${gate.entry}`,
    async stop() {
      clearInterval(timer);
      for (const viewer of viewers) viewer.end();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await Promise.allSettled(reading); // its twin's tables may be closed after this
    },
  };
}

const originsAt = (port: number): string[] => [`http://localhost:${port}`, `http://127.0.0.1:${port}`];

async function answer(request: IncomingMessage, response: ServerResponse, parts: ConsoleParts): Promise<void> {
  const { world, gate, viewers, origins, push, changed } = parts;
  const path = request.url ?? '/';
  const verdict = gate.judge(request, origins());
  if (verdict === 'refused') {
    response.writeHead(403, headers).end('Open the address that the command printed: it has the key of this run.');
    return;
  }
  if (verdict === 'enters') {
    response.writeHead(303, { ...headers, location: '/', 'set-cookie': gate.cookie }).end();
    return;
  }
  if (request.method === 'POST') {
    const { status, text } = await pressed(request, origins(), world.deployment);
    changed();
    response.writeHead(status, { ...headers, 'content-type': 'text/plain; charset=utf-8' }).end(text);
    return;
  }
  if (path === '/live') {
    response.writeHead(200, { ...headers, 'content-type': 'text/event-stream' });
    viewers.add(response.on('close', () => viewers.delete(response)));
    await push([response]);
    return;
  }
  const facts = await factsAt(path, world);
  if (facts) {
    response.writeHead(200, { ...headers, 'content-type': 'application/json' }).end(JSON.stringify(facts));
    return;
  }
  const { type, body, policy } = world.mail(path) ?? (await previewAt(path, world.deployment)) ?? (await fileAt(path));
  response
    .writeHead(type === undefined ? 404 : 200, {
      ...headers,
      ...(type !== undefined && { 'content-type': type }),
      ...(policy !== undefined && { 'content-security-policy': policy }),
    })
    .end(body);
}

async function fileAt(path: string): Promise<{ type?: string; body: Buffer | string; policy?: string }> {
  const page = files[path];
  if (!page) return { body: 'Not found. The console is at /.' };
  return { type: page.type, body: await readFile(resolve(import.meta.dirname, page.file)) };
}

async function factsAt(path: string, world: World): Promise<unknown> {
  const { deployment } = world;
  if (path === '/costs')
    return world.meter() ?? (deployment.stage && (await spendingOfStage(deployment.stage, deployment, new Date())));
  const { pathname, searchParams: query } = new URL(path, 'http://console');
  if (pathname === '/letters') return lettersIn(query.get('queue') ?? '', deployment);
  return pathname === '/seeing' ? world.seeing(Number(query.get('minutes'))) : undefined;
}
