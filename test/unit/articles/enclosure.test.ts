import { enclosuresTold, mediaTypeOf, mediumOf } from '../../../modules/articles/article.ts';
import { eventOf } from '../../../modules/articles/event.ts';
import { anArticle } from '../../helpers/records.ts';

test.each([
  ['https://a.example/x.mp3', undefined, 'audio/mpeg', 'audio'],
  ['https://a.example/x.MP4?y=z.pdf', undefined, 'video/mp4', 'video'],
  ['https://a.example/x', 'video/x-ms-wmv', 'video/x-ms-wmv', 'video'],
  ['https://a.example/live.m3u8', undefined, 'application/vnd.apple.mpegurl', 'video'],
  ['https://a.example/x.mp3', 'application/pdf', 'application/pdf', undefined],
  ['https://a.example/__proto__', undefined, 'application/octet-stream', undefined],
  ['https://a.example/x.constructor', undefined, 'application/octet-stream', undefined],
  ['https://a.example/p.webp', undefined, 'image/webp', 'image'],
])('%s (%s) is %s, %s', (url, type, expected, medium) => {
  const enclosure = { url, ...(type && { type }) };
  expect([mediaTypeOf(enclosure), mediumOf(enclosure)]).toEqual([expected, medium]);
});

test('an event carries its files, as long as ten events still fit a PublishBatch of SNS', () => {
  const usual = Array.from({ length: 20 }, (_, index) => ({
    url: `https://a.example/${index}.mp3`,
    type: 'audio/mpeg',
    lengthBytes: 1,
  }));
  expect(enclosuresTold(usual)).toEqual(usual);
  // an address of 4,096 letters, as it is written in a row
  const long = usual.map(({ url }) => ({ url: `${url}?${'%D0%B6'.repeat(4_000)}` }));
  const event = eventOf(undefined, anArticle({ enclosures: [...long, ...usual.slice(0, 2)] }), anArticle().changedAt);
  expect(event?.article.enclosures).toEqual(usual.slice(0, 2));
  expect(Buffer.byteLength(JSON.stringify(event))).toBeLessThan(25_000);
  expect(eventOf(undefined, anArticle(), anArticle().changedAt)?.article).not.toHaveProperty('enclosures');
});
