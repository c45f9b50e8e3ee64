import { columnsOf } from '../../../modules/digests/content/mail/text.ts';
import { mailLanguages } from '../../../modules/locales/languages.ts';
import { issueOf, render, story } from '../../helpers/issues.ts';

const subject = (...args: Parameters<typeof render>): string => render(...args).subject;

test('is the first headline, and how many more stories there are', () => {
  const stories = [story(1, { title: 'Rail link reopens' }), story(2), story(3)];
  expect(subject(issueOf(stories))).toBe('Rail link reopens — and 2 more stories');
  expect(subject(issueOf(stories, { more: 9 }))).toBe('Rail link reopens — and 11 more stories');
  expect(subject(issueOf(stories, { more: 9 }), 'ru')).toBe('Rail link reopens — и ещё 11 новостей');
  expect(subject(issueOf(stories, { more: 9 }), 'tr')).toBe('Rail link reopens — ve 11 haber daha');
  expect(subject(issueOf(stories, { more: 9 }), 'ar')).toBe('\u2068Rail link reopens\u2069 — و11 خبرًا آخر');
});

test('is the headline alone, where there is one story', () => {
  expect(subject(issueOf([story(1, { title: 'Rail link reopens' })]))).toBe('Rail link reopens');
  expect(subject(issueOf([story(1, { title: 'Rail link reopens', corrected: true })]))).toBe(
    'Corrected: Rail link reopens',
  );
});

test('is the publication and the day, where there is no story', () => {
  expect(subject(issueOf([], { withdrawn: 1 }))).toBe('Eurasia Media Network · Tuesday, 24 November 2026');
});

test.each(mailLanguages)('fits a line in %s', (language) => {
  const long = issueOf([story(1, { title: 'A headline that goes on '.repeat(20), corrected: true }), story(2)], {
    more: 1_234,
  });
  expect(columnsOf(subject(long, language))).toBeLessThanOrEqual(78);
  expect(subject(long, language)).toContain('A headline that goes on');
  expect(columnsOf(subject(issueOf([story(1, { title: '春'.repeat(90) })]), language))).toBeLessThanOrEqual(78);
});

test('lets no header in', () => {
  expect(subject(issueOf([story(1, { title: 'News\r\nBcc: everybody@example.org\r\n\r\nBody' })]))).toBe(
    'News Bcc: everybody@example.org Body',
  );
});
