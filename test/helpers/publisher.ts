import { createServer } from 'node:http';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { started } from './started.ts';

export interface TestItem {
  readonly guid: string;
  readonly title: string;
  readonly extra?: string;
  /** The address of its page, in place of one that nobody serves. */
  readonly link?: string;
}

/** A publisher whose feed a test decides, on a free port of this machine. */
export interface TestPublisher {
  readonly url: string;
  /** What the feed holds from now on. */
  items: TestItem[];
  /** Guids that it has taken back (RFC 6721). */
  withdrawn: string[];
  /** What its channel says besides. */
  head: string;
  /** Answers in place of the feed, while set; `false` leaves it to the feed. */
  answer: ((response: ServerResponse) => unknown) | undefined;
  /** Headers of all requests so far. */
  readonly requests: IncomingHttpHeaders[];
  /** Sends an ETag, and 304 to who has it. */
  conditional: boolean;
  stop(): Promise<void>;
}

export async function startPublisher(): Promise<TestPublisher> {
  const publisher: TestPublisher = {
    url: '',
    items: [],
    withdrawn: [],
    head: '',
    answer: undefined,
    requests: [],
    conditional: false,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        }); // also where it is stopped already
        server.closeAllConnections();
      }),
  };
  const server = createServer((request, response) => {
    publisher.requests.push(request.headers);
    if (publisher.answer && publisher.answer(response) !== false) return;
    const body = rss(publisher);
    const etag = `"${Buffer.from(body).length}-${publisher.items.map(({ title }) => title).join()}"`;
    if (publisher.conditional && request.headers['if-none-match'] === etag) response.writeHead(304).end();
    else
      response
        .writeHead(200, { 'content-type': 'application/rss+xml', ...(publisher.conditional && { etag }) })
        .end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(publisher, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/feed.xml` });
}

/** A publisher for the tests of a file, or of a `describe` block. */
export const usePublisher = (): TestPublisher => started(startPublisher);

/** The feed that a publisher serves. */
export const rss = ({
  items,
  withdrawn,
  head,
}: Pick<TestPublisher, 'items' | 'withdrawn' | 'head'>): string => `<?xml version="1.0"?>
<rss version="2.0" xmlns:at="http://purl.org/atompub/tombstones/1.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>Test publisher</title><link>https://publisher.example/</link><description>Tests</description>${head}
${items.map(({ guid, title, extra = '', link = `https://publisher.example/${guid}` }) => `<item><guid isPermaLink="false">${guid}</guid><title>${title}</title><link>${link}</link><description>About ${title}</description><category>Testing</category>${extra}</item>`).join('\n')}
${withdrawn.map((guid) => `<at:deleted-entry ref="${guid}" when="2026-11-23T00:00:00Z"/>`).join('\n')}
</channel></rss>`;
