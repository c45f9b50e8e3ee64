import { gzipSync } from 'node:zlib';
import { askPublisher } from '../../../modules/sources/polling/askPublisher.ts';
import { epochSeconds, instant } from '../../../platform/values/time.ts';
import type { Source } from '../../../modules/sources/source.ts';
import { at, aSource } from '../../helpers/records.ts';
import { closeServers, serve } from '../platform/localServer.ts';
import { readFeed } from '../../../modules/feed-reading/readFeed.ts';

afterEach(closeServers);

const now = new Date('2026-11-02T00:00:00Z');
const body =
  '<rss version="2.0"><channel><title>T</title><item><guid>1</guid><title>a</title></item><item><guid>2</guid>' +
  '<title>b</title></item></channel></rss>';
const services = {
  userAgent: 'test',
  allowLoopback: true,
  read: readFeed,
  sources: { getSeen: () => Promise.resolve(new Uint8Array()) },
};
const ask = (source: Partial<Source>) => askPublisher(aSource(source), services, now);

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
  const { document } = await ask({ url });
  expect(document?.hub).toEqual({ url: 'https://hub.example/', topic: `${url}/topic` });
});

test('a 304 that nobody asked for is a failure: nothing would ever be read', async () => {
  const url = await serve((_request, response) => response.writeHead(304).end());
  expect(await ask({ url })).toMatchObject({ response: { status: 304 }, error: { kind: 'bad-response' } });
  const conditional = { url, etag: '"e"', lastReadAt: at('2026-11-01T20:00:00Z') };
  expect(await ask(conditional)).not.toHaveProperty('error');
  expect(await ask({ ...conditional, lastReadAt: at('2026-10-01T12:00:00Z') })).toHaveProperty('error');
});

test('what a 304 says in them is as old as the document', async () => {
  const url = await serve((_request, response) =>
    response.writeHead(304, { link: '<https://hub.example/>; rel="hub"' }).end(),
  );
  expect((await ask({ url })).document).toBeUndefined();
});

test.each([
  ['within eight hours of the last full read', { lastReadAt: at('2026-11-01T16:00:01Z') }, true],
  ['eight hours after it', { lastReadAt: at('2026-11-01T16:00:00Z') }, false],
  ['where nobody knows when that was', {}, false],
  ['where they have misled us', { lastReadAt: at('2026-11-01T23:00:00Z'), distrustsValidators: true }, false],
])('validators are sent, or not, %s', async (_when, source, isSent) => {
  const url = await serve(({ headers }, response) =>
    response.end(body.replace('>a<', `>${headers['if-none-match'] ?? ''} ${headers['if-modified-since'] ?? ''}<`)),
  );
  const { document } = await ask({ url, etag: '"e"', lastModified: 'yesterday', ...source });
  expect(document?.items[0]?.story.title === '"e" yesterday').toBe(isSent);
});

test('of an answer that is cut off, the items that came whole are read', async () => {
  const url = await serve((_request, response) =>
    response.writeHead(200, { 'content-length': 500 }).write(body.slice(0, -40), () => response.destroy()),
  );
  const { response, document } = await ask({ url });
  expect([response?.isCut, document?.items.map(({ key }) => key)]).toEqual([true, ['1']]);
});

test.each([
  ['in its head', body.slice(0, 30)],
  ['amid its first item', body.slice(0, 70)],
  ['before anything that can be read', ' '],
])('one that is cut off %s is a failure', async (_where, came) => {
  const url = await serve((_request, response) =>
    response.writeHead(200, { 'content-length': 500 }).write(came, () => response.destroy()),
  );
  expect(await ask({ url })).toMatchObject({
    error: { kind: 'connection', message: expect.stringContaining('before its first item') as unknown },
  });
});

test('a feed without the checksum of its compression is read in full', async () => {
  const url = await serve((_request, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(body).subarray(0, -8)),
  );
  const { response, document } = await ask({ url });
  expect([response?.isCut, document?.items.length]).toEqual([true, 2]);
});

test('the same bytes are not read again, unless a correction waits for its time', async () => {
  const url = await serve((_request, response) => response.writeHead(200, { etag: '"1"' }).end(body));
  const first = await askPublisher(aSource({ url }), services, now);
  expect(first.document?.items).toHaveLength(2);
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
  const source = aSource({ url, etag: '"1"', lastReadAt: instant(now), heldUntil: epochSeconds(now) });
  await askPublisher(source, services, new Date(now.getTime() - 1_000));
  await askPublisher(source, services, now);
  expect(asked).toEqual(['"1"', undefined]);
});
