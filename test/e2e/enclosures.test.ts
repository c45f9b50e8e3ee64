import { beforeAll, expect, test } from '@jest/globals';
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { useCaravan } from '../helpers/caravan.ts';
import { deliveryTools } from '../helpers/partner.ts';
import { aPartner } from '../helpers/partnerApi.ts';
import { usePublisher } from '../helpers/publisher.ts';
import { useReceiver } from '../helpers/receiver.ts';

const files = [
  { url: 'https://publisher.example/lead.jpg?w=1&h=2', type: 'image/jpeg', lengthBytes: 1 },
  { url: 'https://publisher.example/v.mp4?a=1&b=2', type: 'video/mp4', lengthBytes: 12_345_678 },
  { url: 'https://publisher.example/paper.pdf', type: 'application/pdf' },
  { url: 'https://publisher.example/e1.mp3', type: 'audio/mpeg', lengthBytes: 999 },
];
const escaped = (text: string) => text.replaceAll('&', '&amp;');
const extra = files
  .map(({ url, type, lengthBytes = 0 }) => `<enclosure url="${escaped(url)}" type="${type}" length="${lengthBytes}"/>`)
  .join('');

const caravan = useCaravan();
const publisher = usePublisher();
const receiver = useReceiver();
beforeAll(async () => {
  await (await deliveryTools(caravan)).connect(receiver);
  publisher.items = [{ guid: 'e1', title: 'Episode 1', extra }];
  await caravan.add('radio', publisher.url);
});

test('SNS, a webhook and the pull API carry every file of a story', async () => {
  expect((await caravan.announced(1))[0]?.article.enclosures).toEqual(files);
  expect((await receiver.hears(1))[0]?.data).toMatchObject({ title: 'Episode 1', enclosures: files });
  const partner = await aPartner(caravan, 'caspian-times');
  expect((await partner.call('GET', '/v1/articles?source=radio')).body).toMatchObject({
    articles: [{ data: { enclosures: files } }],
  });
  const [event] = caravan.events;
  expect((await partner.call('GET', `/v1/articles/${event?.article.id}`)).text).toContain(
    'https://publisher.example/e1.mp3',
  );
  const { articles } = (
    await partner.call<{ articles: { data: { associations: unknown[] } }[] }>(
      'GET',
      '/v1/articles?source=radio&format=ninjs',
    )
  ).body;
  expect(articles[0]?.data.associations).toMatchObject([
    {
      name: 'Main picture',
      type: 'picture',
      renditions: [{ href: files[0]?.url, contentType: 'image/jpeg', sizeInBytes: 1 }],
    },
    { type: 'video', renditions: [{ href: files[1]?.url, contentType: 'video/mp4', sizeInBytes: 12_345_678 }] },
    { renditions: [{ href: files[2]?.url }] },
    { type: 'audio', renditions: [{ href: files[3]?.url }] },
  ]);
});

test('a file that is added or leaves is a correction, and is told as one', async () => {
  publisher.items = [{ guid: 'e1', title: 'Episode 1', extra: extra.replace(/<enclosure[^>]*mp3[^>]*>/, '') }];
  await caravan.poll('radio');
  expect((await receiver.hears(2))[1]).toMatchObject({
    type: 'article.updated',
    data: { version: 2, enclosures: files.slice(0, 3) },
  });
  publisher.items = [{ guid: 'e1', title: 'Episode 1', extra }];
  await caravan.poll('radio');
  expect((await receiver.hears(3))[2]).toMatchObject({
    type: 'article.updated',
    data: { version: 3, enclosures: files },
  });
});

test('feeds keep every file: RSS has what is seen or heard as its one enclosure, and the others as media', async () => {
  const text = async (format: string) => (await caravan.get(`/feeds/sources/radio.${format}`)).text();
  const [rss] = parseRssFeed(await text('rss')).items ?? [];
  expect(rss?.enclosures).toEqual([{ url: files[1]?.url, type: 'video/mp4', length: 12_345_678 }]);
  expect(rss?.media?.contents).toEqual([
    { url: files[0]?.url, type: 'image/jpeg', medium: 'image', fileSize: 1 },
    { url: files[2]?.url, type: 'application/pdf' },
    { url: files[3]?.url, type: 'audio/mpeg', medium: 'audio', fileSize: 999 },
  ]);
  const [entry] = parseAtomFeed(await text('atom')).entries ?? [];
  expect(entry?.links?.filter(({ rel }) => rel === 'enclosure').map(({ href }) => href)).toEqual(
    files.map(({ url }) => url),
  );
  const [item] = parseJsonFeed(await text('json')).items ?? [];
  expect(item?.attachments).toEqual(
    files.map(({ url, type, lengthBytes }) => ({
      url,
      mime_type: type,
      ...(lengthBytes !== undefined && { size_in_bytes: lengthBytes }),
    })),
  );
});

test('our own feeds, read again by our own ingest, bring the same files', async () => {
  for (const format of ['rss', 'atom', 'json']) {
    await caravan.add(`again-${format}`, `${caravan.twin.url}/feeds/sources/radio.${format}`);
    const again = caravan.events.find(({ article }) => article.source.id === `again-${format}`);
    // Of Media RSS, ingest takes what is heard or seen for files, and pictures for pictures.
    const expected = format === 'rss' ? ['v.mp4', 'e1.mp3'] : ['lead.jpg', 'v.mp4', 'paper.pdf', 'e1.mp3'];
    expect([format, again?.article.enclosures?.map(({ url }) => new URL(url).pathname.slice(1))]).toEqual([
      format,
      expected,
    ]);
  }
});
