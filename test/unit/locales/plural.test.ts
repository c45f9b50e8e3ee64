import { digestMessagesFor } from '../../../modules/locales/messagesFor.ts';
import { mailLanguages } from '../../../modules/locales/languages.ts';
import type { MailLanguage } from '../../../modules/locales/languages.ts';

test.each(mailLanguages)('every form of a number in %s has the number in it, or is it', (language) => {
  const { more, otherSources, withdrawn } = digestMessagesFor(language);
  for (const phrase of [more, otherSources, withdrawn]) {
    for (const count of [0, 1, 2, 3, 5, 11, 21, 100, 101, 1.5]) {
      const said = phrase(count);
      expect(said).not.toContain('#');
      if (language !== 'ar' || count > 2) expect(said).toContain(String(count));
    }
  }
});

test('numbers take the forms of their language', () => {
  const said = (language: MailLanguage, counts: readonly number[]) =>
    counts.map((count) => digestMessagesFor(language).more(count));
  expect(said('en', [1, 2])).toEqual(['And 1 more story', 'And 2 more stories']);
  expect(said('ru', [1, 2, 5, 11, 21, 22])).toEqual([
    'И ещё 1 новость',
    'И ещё 2 новости',
    'И ещё 5 новостей',
    'И ещё 11 новостей',
    'И ещё 21 новость',
    'И ещё 22 новости',
  ]);
  expect(said('tr', [1, 2])).toEqual(['Ve 1 haber daha', 'Ve 2 haber daha']);
  expect(said('ar', [1, 2, 3, 11, 100])).toEqual([
    'وخبر آخر',
    'وخبران آخران',
    'و3 أخبار أخرى',
    'و11 خبرًا آخر',
    'و100 خبر آخر',
  ]);
});

test('no language says a thing in another’s words', () => {
  const texts = (language: MailLanguage) =>
    Object.values<unknown>({ ...digestMessagesFor(language) }).filter(
      (word) => typeof word === 'string' && word.length > 2,
    );
  const all = mailLanguages.flatMap(texts);
  expect(new Set(all).size).toBe(all.length);
});
