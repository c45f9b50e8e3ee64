import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { contentOf, escapeXml, feedXml, publisherName } from './feed.ts';
import { nextStep, openNewsroom, readNewsroom, storyOf, writeNewsroom, type NewsroomState } from './newsroom.ts';
import { picture } from './picture.ts';

export interface SampleOptions {
  readonly dataDir: string;
  /** Called once the feed is up, and after each change of it: as a publisher's ping, to ask for a poll. */
  readonly onChange: (feedUrl: string) => Promise<void>;
  /** Milliseconds before the first change and between later ones. */
  readonly pace?: { readonly first: number; readonly least: number; readonly most: number };
}

export interface SamplePublisher {
  readonly feedUrl: string;
  readonly name: string;
  /** Takes the next step of the script now. */
  step(): Promise<void>;
  stop(): Promise<void>;
}

const newsroomPace = { first: 10_000, least: 20_000, most: 40_000 };

/** A publisher of its own on this machine, whose newsroom publishes, corrects and withdraws now and then. */
export async function startSample({ dataDir, onChange, pace = newsroomPace }: SampleOptions): Promise<SamplePublisher> {
  const file = join(dataDir, 'sample.json');
  let state = readNewsroom(file);
  const server = createServer((request, response) => {
    if (state) answer(request, response, state);
  });
  // Sources remember the feed's address: the port stays the same from one start to the next, unless it is taken.
  const port = await listen(server, state?.port ?? 0);
  state = { ...(state ?? openNewsroom(port, new Date())), port };
  writeNewsroom(file, state);
  const feedUrl = `http://127.0.0.1:${port}/feed.xml`;
  const step = async (): Promise<void> => {
    state = nextStep(state ?? openNewsroom(port, new Date()), new Date());
    writeNewsroom(file, state);
    await onChange(feedUrl);
  };
  let timer: NodeJS.Timeout;
  const later = (milliseconds: number): void => {
    timer = setTimeout(() => {
      void step().finally(() => {
        later(pace.least + Math.random() * (pace.most - pace.least));
      });
    }, milliseconds);
  };
  await onChange(feedUrl);
  later(pace.first);
  return {
    feedUrl,
    name: publisherName,
    step,
    stop: () =>
      new Promise((resolve) => {
        clearTimeout(timer);
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function listen(server: Server, port: number): Promise<number> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(port, '127.0.0.1', resolve);
    });
  } catch (error) {
    if (port === 0) throw error;
    return listen(server, 0);
  }
  return (server.address() as AddressInfo).port;
}

function answer(request: IncomingMessage, response: ServerResponse, state: NewsroomState): void {
  const base = `http://127.0.0.1:${state.port}`;
  const [, folder = '', name = ''] = (request.url ?? '/').split('/');
  const send = (type: string, body: string, headers: Record<string, string> = {}): void => {
    response.writeHead(200, { 'content-type': type, 'content-length': Buffer.byteLength(body), ...headers });
    response.end(request.method === 'HEAD' ? undefined : body);
  };
  if (folder === 'feed.xml') return sendFeed(request, response, state, base, send);
  if (folder === 'images')
    return send('image/svg+xml', picture(name.replace(/\.svg$/, '')), { 'cache-control': 'max-age=86400' });
  const item = state.items.find(({ slug, edition }) => `${slug}-${edition}` === name);
  if (folder === 'stories' && item)
    return send('text/html; charset=utf-8', page(storyOf(item).title, contentOf(item, base)));
  if (folder === '')
    return send('text/html; charset=utf-8', page(publisherName, `<p><a href="/feed.xml">The feed</a></p>`));
  response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found');
  return undefined;
}

function sendFeed(
  request: IncomingMessage,
  response: ServerResponse,
  state: NewsroomState,
  base: string,
  send: (type: string, body: string, headers: Record<string, string>) => void,
): void {
  const body = feedXml(state, base);
  const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`;
  const validators = { etag, 'last-modified': new Date(state.changedAt).toUTCString() };
  // The ETag decides where it is sent: Last-Modified knows whole seconds only.
  const match = request.headers['if-none-match'];
  const fresh =
    match === undefined ? request.headers['if-modified-since'] === validators['last-modified'] : match.includes(etag);
  if (fresh) response.writeHead(304, validators).end();
  else send('application/rss+xml; charset=utf-8', body, validators);
}

const page = (title: string, content: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escapeXml(title)}</title>
<link rel="alternate" type="application/rss+xml" href="/feed.xml" title="${publisherName}"></head>
<body><h1>${escapeXml(title)}</h1>${content}</body></html>`;
