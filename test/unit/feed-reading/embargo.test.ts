import { embargoOf } from '../../../modules/feed-reading/story/embargo.ts';
import { readFeed } from '../../../modules/feed-reading/readFeed.ts';

test.each([
  ['2026-12-24T09:00:00Z', '2026-12-24T09:00:00.000Z'],
  ['2026-12-24T09:00:00 -0500', '2026-12-24T14:00:00.000Z'],
  ['2026-12-24T09:00:00-05', '2026-12-24T14:00:00.000Z'],
  ['20261224T090000Z', '2026-12-24T09:00:00.000Z'],
  ['2026-12-24T09:00Z[UTC]', '2026-12-24T09:00:00.000Z'],
  ['Thu, 24 Dec 2026 09:00:00 EST', '2026-12-24T14:00:00.000Z'],
  ['24 декабря 2026 09:00 MSK', '2026-12-24T06:00:00.000Z'],
  ['1798102800', '2026-12-24T09:00:00.000Z'],
])('%s is that moment', (text, until) => {
  expect(embargoOf([text])).toEqual({ embargoUntil: until });
});

test.each([
  ['2026-12-24T09:00:00', '2026-12-24T21:00:00.000Z'],
  ['2026-12-24', '2026-12-24T12:00:00.000Z'],
  ['Thu, 24 Dec 2026 09:00:00 XYZT', '2026-12-24T21:00:00.000Z'],
  ['Thu, 24 Dec 2026 09:00:00 Mars/Olympus', '2026-12-24T21:00:00.000Z'],
  ['2026-12-24T09:00:00+1900', '2026-12-24T21:00:00.000Z'],
])('%s, whose zone nobody knows, holds until the last moment that it may mean', (text, until) => {
  expect(embargoOf([text])).toEqual({ embargoUntil: until });
});

test.each([
  ['Thu, 24 Dec 2026 09:00:00 ET', '2026-12-24T14:00:00.000Z'],
  ['24 Jun 2026 09:00:00 ET', '2026-06-24T13:00:00.000Z'],
  ['Thu, 24 Dec 2026 09:00:00 America/New_York', '2026-12-24T14:00:00.000Z'],
  ['24 Dec 2026 09:00 IST', '2026-12-24T08:00:00.000Z'],
])('%s is read by the region, and of several by the westernmost', (text, until) => {
  expect(embargoOf([text])).toEqual({ embargoUntil: until });
});

test("a time without a zone is read in the source's, where the operator has set one; one with a zone is not", () => {
  expect(embargoOf(['2026-12-24T09:00:00'], 'America/New_York')).toEqual({ embargoUntil: '2026-12-24T14:00:00.000Z' });
  expect(embargoOf(['2026-12-24'], 'Asia/Baku')).toEqual({ embargoUntil: '2026-12-23T20:00:00.000Z' });
  expect(embargoOf(['2026-12-24T09:00:00 XYZT'], 'Asia/Baku')).toEqual({ embargoUntil: '2026-12-24T21:00:00.000Z' });
  // The hour that comes twice when clocks are put back means the second.
  expect(embargoOf(['2026-11-01T01:30:00'], 'America/New_York')).toEqual({ embargoUntil: '2026-11-01T06:30:00.000Z' });
});

test.each([
  '24/12/2026 09:00',
  '24 December 2026, 9am',
  'December 24, 2026 at noon ET',
  'tomorrow',
  '2026-12-24T25:00:00Z',
  '2026-W52-4',
  '24 déc.',
  'x'.repeat(500),
])('%s cannot be read, and holds', (text) => {
  expect(embargoOf([text])).toEqual({ embargoUntil: '9999-12-31T23:59:59.999Z', embargoUnread: text.slice(0, 200) });
});

test('of several the latest holds, and one that cannot be read holds for all', () => {
  expect(embargoOf(['2026-12-24T09:00:00Z', '2026-12-25T09:00:00Z'])).toEqual({
    embargoUntil: '2026-12-25T09:00:00.000Z',
  });
  expect(embargoOf(['2026-12-24T09:00:00Z', 'soon'])).toMatchObject({ embargoUnread: 'soon' });
  expect(embargoOf([])).toEqual({});
});

test('a document says in its notes what is held, and an empty element is no embargo', async () => {
  const feed = (tag: string) =>
    readFeed({
      url: 'https://a.example/f',
      contentType: 'application/xml',
      body: Buffer.from(
        '<rss version="2.0" xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/"><channel><title>' +
          `T</title><item><guid>g</guid><title>t</title>${tag}</item></channel></rss>`,
      ),
    });
  const { items, notes } = await feed('<prism:embargoDate>tomorrow</prism:embargoDate>');
  expect(items[0]!.story.embargoUnread).toBe('tomorrow');
  expect(notes.join()).toMatch(/holds 1 items whose embargo cannot be read \("tomorrow"\)/);
  expect((await feed('<prism:embargoDate> </prism:embargoDate>')).items[0]!.story).not.toHaveProperty('embargoUntil');
});
