import { askPublisher } from '../../../modules/sources/polling/askPublisher.ts';
import { aSource } from '../../helpers/records.ts';
import { closeServers, serve } from '../platform/localServer.ts';
import { readFeed } from '../../../modules/feed-reading/readFeed.ts';

afterEach(closeServers);

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
  const { document } = await askPublisher(
    aSource({ url }),
    { userAgent: 'test', allowLoopback: true, read: readFeed },
    new Date(),
  );
  expect(document?.hub).toEqual({ url: 'https://hub.example/', topic: `${url}/topic` });
});

test('what a 304 says in them is as old as the document', async () => {
  const url = await serve((_request, response) =>
    response.writeHead(304, { link: '<https://hub.example/>; rel="hub"' }).end(),
  );
  expect(
    (await askPublisher(aSource({ url }), { userAgent: 'test', allowLoopback: true, read: readFeed }, new Date()))
      .document,
  ).toBeUndefined();
});
