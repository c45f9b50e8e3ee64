import { describe, expect, test } from '@jest/globals';
import { confirmationMessagesFor, pageMessagesFor } from '../../../modules/locales/messagesFor.ts';
import { mailLanguages } from '../../../modules/locales/languages.ts';

/** Every text of a language with its place; what takes arguments is given recognisable ones. */
function textsOf(messages: unknown, place = ''): [place: string, text: string][] {
  if (typeof messages === 'string') return [[place, messages]];
  if (typeof messages === 'function')
    return [[place, (messages as (...values: string[]) => string)(...given.slice(0, messages.length))]];
  return Object.entries(messages as object).flatMap(([name, part]) => textsOf(part, `${place}/${name}`));
}
const given = ['«first»', '«second»', '«third»'];

/** What is the same everywhere, or in two languages. */
const alike = /^\/form\/(regions\/(Asia|Africa)|addressHint)$/;
const ownScript = {
  en: /\p{Script=Latin}/u,
  ru: /\p{Script=Cyrillic}/u,
  tr: /\p{Script=Latin}/u,
  ar: /\p{Script=Arabic}/u,
} as const;
const noneOf = {
  en: /[^\P{L}\p{Script=Latin}]/u,
  tr: /[^\P{L}\p{Script=Latin}]/u,
  ru: /\p{Script=Arabic}/u,
  ar: /\p{Script=Cyrillic}/u,
} as const;

describe.each([
  ['pages', pageMessagesFor],
  ['mails', confirmationMessagesFor],
] as const)('the text of %s', (_, messagesFor) => {
  const english = textsOf(messagesFor('en'));

  test.each(mailLanguages)('%s says everything, in its own words', (language) => {
    const texts = textsOf(messagesFor(language));
    expect(texts.map(([place]) => place)).toEqual(english.map(([place]) => place));
    for (const [index, [place, text]] of texts.entries()) {
      const say = `${language}${place}: ${text}`;
      expect([say, text.trim() === text && text !== '']).toEqual([say, true]);
      expect([say, ownScript[language].test(text)]).toEqual([say, true]);
      expect([say, noneOf[language].test(text)]).toEqual([say, false]);
      expect(say).not.toMatch(/undefined|\[object|[<>]/);
      if (language !== 'en' && !alike.test(place)) expect([say, text === english[index]?.[1]]).toEqual([say, false]);
      // What is put into one language's words is in all of them.
      expect([say, given.filter((value) => text.includes(value))]).toEqual([
        say,
        given.filter((value) => english[index]?.[1].includes(value)),
      ]);
    }
  });
});
