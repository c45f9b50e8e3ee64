import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { rssOf } from '../madeFeeds.ts';
import type { Accepted } from './messages.ts';
import type { EndpointKind, Size } from './size.ts';
import { numbersOf, storyOf } from './stories.ts';

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The publishers: each port is a host to the poller, and each path of one a feed. */
export async function openPublishers(size: Size) {
  let published: { burst: number; at: Date } | undefined;
  const feedOf = (source: number): string =>
    rssOf(
      published ? numbersOf(size, source, published.burst).map((number) => storyOf(size, number, published!.at)) : [],
    );
  const servers = Array.from({ length: size.hosts }, () =>
    createServer((request, response) => {
      response
        .writeHead(200, { 'content-type': 'application/rss+xml' })
        .end(feedOf(Number(request.url?.split('/').at(-1))));
    }),
  );
  return {
    feeds: await Promise.all(servers.map(listening)),
    publish: (burst: number): void => {
      published = { burst, at: new Date() };
    },
  };
}

/** The receivers, a server for each kind; they count what they accept by its webhook-id, and keep nothing else. */
export async function openReceivers() {
  let mended = false;
  let counts = { healthy: 0, others: 0, refused: 0 };
  const held = new Set<ServerResponse>();
  const accepted = new Map<number, Map<string, number>>();
  const answer = (kind: EndpointKind, endpoint: number, id: string, response: ServerResponse): void => {
    if (kind === 'failing' && !mended) {
      counts.refused += 1;
      response.writeHead(500).end();
    } else if (kind === 'hanging' && !mended) {
      held.add(response);
      response.on('close', () => held.delete(response));
    } else {
      const times = accepted.get(endpoint) ?? new Map<string, number>();
      accepted.set(endpoint, times.set(id, (times.get(id) ?? 0) + 1));
      counts[kind === 'healthy' ? 'healthy' : 'others'] += 1;
      response.writeHead(204).end();
    }
  };
  const open = (kind: EndpointKind) =>
    listening(
      createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
        request.resume().on('end', () => {
          answer(kind, Number(request.url?.split('/').at(-1)), String(request.headers['webhook-id']), response);
        });
      }),
    );
  return {
    hooks: { healthy: await open('healthy'), failing: await open('failing'), hanging: await open('hanging') },
    mend(now: boolean): void {
      mended = now;
      if (mended) for (const response of held) response.destroy(); // as a hung server does that is started anew
    },
    counts: () => ({ ...counts, held: held.size }),
    /** What was accepted since the last time. */
    tell(): Accepted[] {
      const told = [...accepted].map(([endpoint, times]) => ({ endpoint, times: [...times] }));
      accepted.clear();
      counts = { healthy: 0, others: 0, refused: 0 };
      return told;
    },
  };
}
