import fc from 'fast-check';
import { isCredible, parseDate } from '../../../modules/feed-reading/story/dates.ts';
import { endOfTime } from '../../../modules/articles/article.ts';
import type { Instant } from '../../../platform/values/time.ts';

test.each([
  ['2024-05-06T07:08:09Z', '2024-05-06T07:08:09.000Z'],
  ['2024-05-06T07:08:09.123456+02:00', '2024-05-06T05:08:09.000Z'],
  ['2024-05-06t07:08:09z', '2024-05-06T07:08:09.000Z'],
  ['2024-05-06T07:08+0530', '2024-05-06T01:38:00.000Z'],
  ['2024-05-06T07:08:09-07', '2024-05-06T14:08:09.000Z'],
  ['2024-05-06 07:08:09 +0000', '2024-05-06T07:08:09.000Z'],
  ['2024-05-06 07:08:09 UTC', '2024-05-06T07:08:09.000Z'],
  ['20240506T070809Z', '2024-05-06T07:08:09.000Z'],
  ['2024-05-06', '2024-05-06T00:00:00.000Z'],
  ['2024-05', '2024-05-01T00:00:00.000Z'],
  ['2024', '2024-01-01T00:00:00.000Z'],
  ['2024-05-06T24:00:00Z', '2024-05-07T00:00:00.000Z'],
  ['2016-12-31T23:59:60Z', '2016-12-31T23:59:59.000Z'],
  ['2024/05/06 07:08', '2024-05-06T07:08:00.000Z'],
  ['06.05.2024 07:08', '2024-05-06T07:08:00.000Z'],
  ['Mon, 06 May 2024 07:08:09 GMT', '2024-05-06T07:08:09.000Z'],
  ['Mon, 6 May 2024 07:08 EST', '2024-05-06T12:08:00.000Z'],
  ['6 May 24 07:08:09 +0300', '2024-05-06T04:08:09.000Z'],
  ['Mon, 06 May 99 07:08:09 UT', '1999-05-06T07:08:09.000Z'],
  ['Mon, 06-May-2024 07:08:09 PDT', '2024-05-06T14:08:09.000Z'],
  ['Monday, 06 May 2024 07:08:09 CEST', '2024-05-06T05:08:09.000Z'],
  ['Mon 06 May 2024 07:08:09 MSK', '2024-05-06T04:08:09.000Z'],
  ['Mon, 06 May 2024 07:08:09 GMT+0200', '2024-05-06T05:08:09.000Z'],
  ['Mon, 06 May 2024 07:08:09 +0100 (BST)', '2024-05-06T06:08:09.000Z'],
  ['Mon, 06 May 2024 07:08:09 Z', '2024-05-06T07:08:09.000Z'],
  ['Mon, 06 May 2024 07:08:09', '2024-05-06T07:08:09.000Z'],
  ['Mon, 06 May 2024', '2024-05-06T00:00:00.000Z'],
  ['  Mon,\n 06 May   2024 07:08:09 GMT ', '2024-05-06T07:08:09.000Z'],
  ['Thurs, 06 September 2024 07:08:09 GMT', '2024-09-06T07:08:09.000Z'],
  ['Mo, 06 Mai 2024 07:08:09 +0200', '2024-05-06T05:08:09.000Z'],
  ['Mi, 06 Dez 2023 07:08:09 MEZ', '2023-12-06T06:08:09.000Z'],
  ['mer., 06 févr. 2024 07:08:09 +0100', '2024-02-06T06:08:09.000Z'],
  ['6 juillet 2024 07:08', '2024-07-06T07:08:00.000Z'],
  ['lun, 06 ene 2024 07:08:09 GMT', '2024-01-06T07:08:09.000Z'],
  ['6 de mayo de 2024', '2024-05-06T00:00:00.000Z'],
  ['Пн, 06 май 2024 07:08:09 +0300', '2024-05-06T04:08:09.000Z'],
  ['6 мая 2024', '2024-05-06T00:00:00.000Z'],
  ['May 6, 2024 7:08 PM', '2024-05-06T19:08:00.000Z'],
  ['Mon, May 6, 2024 12:08 AM EDT', '2024-05-06T04:08:00.000Z'],
  ['Mon May  6 07:08:09 2024', '2024-05-06T07:08:09.000Z'],
  ['Mon May  6 07:08:09 EDT 2024', '2024-05-06T11:08:09.000Z'],
  ['Mon May 06 2024 07:08:09 GMT+0200 (Central European Summer Time)', '2024-05-06T05:08:09.000Z'],
  ['1714979289', '2024-05-06T07:08:09.000Z'],
  ['1714979289000', '2024-05-06T07:08:09.000Z'],
  ['Mon, 06 May 2999 07:08:09 GMT', '2999-05-06T07:08:09.000Z'],
])('%s', (text, instant) => {
  expect(parseDate(text)).toBe(instant);
});

const [day, morning] = ['2026-11-29T00:00:00.000Z', '2026-11-29T10:00:00.000Z'];

test.each([
  ['нд, 29 лис 2026 10:00:00 +0200', '2026-11-29T08:00:00.000Z'],
  ['неділя, 29 листопада 2026 р. 10:00', morning],
  ['10:00, 29 листопада 2026', morning],
  ['Sonntag, 29. November 2026 - 10:00', morning],
  ['29. November 2026, 10:00 Uhr', morning],
  ['dimanche 29 novembre 2026 à 10h00', morning],
  ['mar. 24 nov. 2026 - 10:00', '2026-11-24T10:00:00.000Z'],
  ['domingo, 29 de novembro de 2026 às 10h00', morning],
  ['29 d’abril de 2026', '2026-04-29T00:00:00.000Z'],
  ['29 listopada 2026 r., godz. 10:00', morning],
  ['3. července 2026 v 10:00', '2026-07-03T10:00:00.000Z'],
  ['29. studenoga 2026.', day],
  ['29 ноември 2026', day],
  ['Недеља, 29. новембар 2026', day],
  ['2026. november 29., vasárnap 10:00', morning],
  ['2026 m. lapkričio 29 d., 10:00', morning],
  ['2026. gada 29. novembris', day],
  ['29. november 2026 kl. 10.00', morning],
  ['29. marraskuuta 2026 klo 10.00', morning],
  ['29. nóvember 2026', day],
  ['29 Νοεμβρίου 2026', day],
  ['29 nëntor 2026', day],
  ['29 Kasım 2026 Pazar 10:00', morning],
  ['29-noyabr, 2026', day],
  ['29 ნოემბერი, 2026', day],
  ['29 նոյեմբերի 2026', day],
  ['2026 жылғы 29 қараша', day],
  ['29 نوفمبر 2026', day],
  ['٢٩ تشرين الثاني ٢٠٢٦', day],
  ['۲۹ نوامبر ۲۰۲۶', day],
  ['29 نومبر 2026', day],
  ['יום ראשון, 29 בנובמבר 2026', day],
  ['29 नवंबर 2026', day],
  ['২৯ নভেম্বর ২০২৬, ১০:০০', morning],
  ['29 พ.ย. 2569', day],
  ['29 tháng 11, 2026', day],
  ['Chủ Nhật, 29/11/2026, 17:00 (GMT+7)', morning],
  ['2026年11月29日', day],
  ['2026年11月29日 下午 3:05', '2026-11-29T15:05:00.000Z'],
  ['2026年11月29日 10時00分', morning],
  ['2026년 11월 29일 오전 10:00', morning],
  ['29.11.2026 - 10:00', morning],
  ['29.11.26 10:00', morning],
  ['29-11-2026', day],
  ['29/11/2026 10:00', morning],
  ['11/29/2026 10:00 AM', morning],
  ['May 6th, 2026 at 7:08 pm EDT', '2026-05-06T23:08:00.000Z'],
])('%s, as people of some language write it', (text, instant) => {
  expect(parseDate(text)).toBe(instant);
});

test.each([
  ['Wed, 18 Nov 2026 20:21:00 America/Los_Angeles', '2026-11-19T04:21:00.000Z'],
  ['2026-06-18 20:21 Europe/Berlin', '2026-06-18T18:21:00.000Z'],
  ['18 Jun 2026 20:21 ET', '2026-06-19T00:21:00.000Z'],
  ['18 ноября 2026, 20:21 МСК', '2026-11-18T17:21:00.000Z'],
  ['18 Nov 2026 20:21 Mars/Olympus', '2026-11-18T20:21:00.000Z'],
])('%s is read by the clocks of its zone', (text, instant) => {
  expect(parseDate(text)).toBe(instant);
});

test("a time without a zone is read in the source's, where the operator has set one", () => {
  expect(parseDate('18 Nov 2026 20:21', 'Asia/Baku')).toBe('2026-11-18T16:21:00.000Z');
  expect(parseDate('18 листопада 2026, 20:21', 'Europe/Kyiv')).toBe('2026-11-18T18:21:00.000Z');
  expect(parseDate('18 Nov 2026 20:21 GMT', 'Asia/Baku')).toBe('2026-11-18T20:21:00.000Z');
});

test.each([
  ['1970-01-01T00:00:00.000Z', false],
  ['1989-12-31T23:59:59.000Z', false],
  ['1990-01-01T00:00:00.000Z', true],
  ['2026-12-01T11:59:00.000Z', true],
  ['2026-12-01T12:01:00.000Z', false],
  [endOfTime, false],
])('whether a story of 30 November 2026 may be dated %s: %s', (date, isTrue) => {
  const now = new Date('2026-11-30T12:00:00Z');
  expect(isCredible(date as Instant, now)).toBe(isTrue);
});

test('a story under embargo may bear the date of its release, but none later', () => {
  const [now, release] = [new Date('2026-11-30T12:00:00Z'), '2027-01-15T09:00:00.000Z' as Instant];
  expect(isCredible(release, now, release)).toBe(true);
  expect(isCredible('2027-01-15T09:00:01.000Z' as Instant, now, release)).toBe(false);
});

test.each([
  '',
  'yesterday',
  '29 2026',
  '29 Foo 2026, 10:00',
  '29 листопада 1999 2026',
  '31 листопада 2026',
  '0000-00-00 00:00:00',
  '0001-01-01T00:00:00Z',
  'Thu, 01 Jan 0001 00:00:00 GMT',
  '2024-13-01',
  '2024-02-30',
  '31 Jun 2024',
  '03/04/2024',
  'Mon, 06 Foo 2024 07:08:09 GMT',
  '2024-05-06T25:00:00Z',
  '2024-05-06T07:61:00Z',
  'x'.repeat(200),
  undefined,
])('%j is no date', (text) => {
  expect(parseDate(text)).toBeUndefined();
});

test('what toISOString and toUTCString write is read', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true }),
      (date) => {
        date.setUTCMilliseconds(0);
        expect(parseDate(date.toISOString())).toBe(date.toISOString());
        expect(parseDate(date.toUTCString())).toBe(date.toISOString());
      },
    ),
    { numRuns: 300 },
  );
});

test('never throws, and gives instants of the schema only', () => {
  const part = fc.constantFrom(
    'Mon',
    ', ',
    ' ',
    '6',
    '31',
    'Feb',
    '2024',
    ':',
    '07',
    '-',
    '+',
    'T',
    'Z',
    'PM',
    '.',
    '9999',
    '12',
    '/',
    '23',
    '59',
    'GMT',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(part, { maxLength: 14 }).map((parts) => parts.join('')),
      ),
      (text) => {
        expect(parseDate(text) ?? '2024-01-01T00:00:00.000Z').toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      },
    ),
    { numRuns: 1_000 },
  );
});
