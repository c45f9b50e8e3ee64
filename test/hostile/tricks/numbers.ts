export const oddNumbers: readonly string[] = [
  '0',
  '-1',
  '1.5',
  '-0',
  '1e999',
  '999999999999999',
  '99999999999999999999999999',
  'NaN',
  'Infinity',
  '0x7fffffff',
  '٣',
  '',
  ' 1 ',
  '1,000',
  'null',
];

/** Before all clocks, after all calendars, and beside them. */
export const oddDates: readonly string[] = [
  '1900-01-01T00:00:00Z',
  'Wed, 02 Jan 1901 00:00:00 GMT',
  '1969-12-31T23:59:59Z',
  '1970-01-01T00:00:00Z',
  '0000-00-00T00:00:00Z',
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59Z',
  '9999-12-31T23:59:59-23:59',
  '275760-09-13T00:00:00Z',
  '-000001-01-01T00:00:00Z',
  '0',
  '-1',
  '9999999999999',
  '99999999999999999',
  '2026-02-30T00:00:00Z',
  'Thu, 99 Foo 9999 99:99:99 XYZ',
  'NaN',
];

/** What comes with a document, and is kept or counted by. */
export const oddHeaders: readonly Readonly<Record<string, string>>[] = [
  { 'cache-control': 'max-age=99999999999999999999' },
  { 'cache-control': 'max-age=-1, max-age="x"' },
  { expires: 'Thu, 01 Jan 9999999 00:00:00 GMT' },
  { expires: '-1' },
  { etag: `"${'x'.repeat(8_000)}"` },
  { etag: '"\xff\x80"' },
  { etag: '' },
  { 'last-modified': 'yesterday' },
  { 'last-modified': 'Mon, 01 Jan 1900 00:00:00 GMT' },
  { 'content-type': 'text/xml; charset=nonsense' },
  { 'content-type': '' },
];
