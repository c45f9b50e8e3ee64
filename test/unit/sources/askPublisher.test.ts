import { askPublisher } from '../../../modules/sources/polling/askPublisher.ts';
import { epochSeconds } from '../../../platform/values/time.ts';
import { aSource } from '../../helpers/records.ts';
import { closeServers, serve } from '../platform/localServer.ts';
import { readFeed } from '../../../modules/feed-reading/readFeed.ts';

afterEach(closeServers);

const now = new Date('2026-11-01T12:00:00Z');
const services = {
  userAgent: 'test',
  allowLoopback: true,
  read: readFeed,
  sources: { getSeen: () => Promise.resolve(new Uint8Array()) },
};

const body = '<rss version="2.0"><channel><title>T</title><item><guid>1</guid><title>a</title></item></channel></rss>';

test('a hub that several Link headers tell is found', async () => {
  const url = await serve((_request, response) =>
    response
      .writeHead(
        200,
        [
          ['link', '<https://hub.example/>; rel="hub"'],
          ['Link', '</topic>; rel="self"'],
          ['content-type', 'application/rss+xml'],
        ].flat(),
      )
      .end(body),
  );
  const { document } = await askPublisher(aSource({ url }), services, now);
  expect(document?.hub).toEqual({ url: 'https://hub.example/', topic: `${url}/topic` });
});

test('what a 304 says in them is as old as the document', async () => {
  const url = await serve((_request, response) =>
    response.writeHead(304, { link: '<https://hub.example/>; rel="hub"' }).end(),
  );
  expect((await askPublisher(aSource({ url }), services, now)).document).toBeUndefined();
});

test('the same bytes are not read again, unless a correction waits for its time', async () => {
  const url = await serve((_request, response) => response.writeHead(200, { etag: '"1"' }).end(body));
  const first = await askPublisher(aSource({ url }), services, now);
  expect(first.document?.items).toHaveLength(1);
  const known = aSource({ url, documentHash: first.documentHash });
  const again = await askPublisher(known, services, now);
  expect(again).toMatchObject({ documentHash: first.documentHash, response: { status: 200 } });
  expect(again.document).toBeUndefined();
  const due = { ...known, heldUntil: epochSeconds(now) };
  expect((await askPublisher(due, services, now)).document).toBeDefined();
  const elsewhere = { ...known, zone: 'Asia/Baku' };
  expect((await askPublisher(elsewhere, services, now)).document).toBeDefined();
});

test('a poll at which a correction may be announced asks without conditions', async () => {
  const asked: (string | undefined)[] = [];
  const url = await serve((request, response) => {
    asked.push(request.headers['if-none-match']);
    response.end(body);
  });
  const source = aSource({ url, etag: '"1"', heldUntil: epochSeconds(now) });
  await askPublisher(source, services, new Date(now.getTime() - 1_000));
  await askPublisher(source, services, now);
  expect(asked).toEqual(['"1"', undefined]);
});
