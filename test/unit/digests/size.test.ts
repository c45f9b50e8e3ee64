import fc from 'fast-check';
import { addressTo } from '../../../modules/digests/content/render.ts';
import type { DigestStory, DigestContent, Rendered } from '../../../modules/digests/content/digestContent.ts';
import type { MailLanguage } from '../../../modules/locales/languages.ts';
import { mailLanguages } from '../../../modules/locales/languages.ts';
import { addresses, parts } from './parts.ts';
import { issueOf, render, story } from '../../helpers/issues.ts';

/** Where Gmail cuts. */
const clipped = 102_000;
const link = `https://news.example/unsubscribe?token=${'x'.repeat(700)}`;
const addressed = (issue: DigestContent, language: MailLanguage = 'en'): Rendered =>
  addressTo(render(issue, language), { preferences: link, unsubscribe: link });
const bytesOf = ({ html }: Rendered): number => Buffer.byteLength(html);
const headlines = ({ html }: Rendered): number => parts(html).tags.filter(({ name }) => name === 'h3').length;
const thirty = (but: (n: number) => Partial<Parameters<typeof story>[1]>): DigestStory[] =>
  Array.from({ length: 30 }, (_, n) => story(n, but(n)));

const image = {
  url: 'https://img.example/stories/2026/11/24/a-picture-of-usual-length.jpg?width=1200',
  width: 1200,
  height: 675,
  alt: 'A crane lifts a span of the bridge',
};
const usual = thirty(() => ({
  title: 'A headline of the usual length, which is about eighty letters in most papers',
  summary: 'What the story says in some words, '.repeat(20),
  image,
  alsoFrom: [{ name: 'The Caspian Times', url: 'https://caspian.example/2026/11/24/story' }],
}));

test('thirty stories of usual length are whole, with pictures, in two thirds of it', () => {
  const mail = addressed(issueOf(usual));
  expect(headlines(mail)).toBe(30);
  expect(addresses(mail.html).pictures).toHaveLength(30);
  expect(bytesOf(mail)).toBeLessThan(68_000);
});

describe('what is given up where a mail would be clipped', () => {
  const long = (of: string, length: number) => `https://long.example/${of.repeat(length)}`;

  test('first the pictures', () => {
    const mail = addressed(
      issueOf(
        thirty(() => ({
          image: { ...image, url: long('a', 1_900) },
          url: long('u', 900),
          alsoFrom: [{ name: 'A', url: 'https://a.example/1' }],
        })),
      ),
    );
    expect(bytesOf(mail)).toBeLessThan(clipped);
    expect([headlines(mail), addresses(mail.html).pictures.length, addresses(mail.html).links.length]).toEqual([
      30,
      0,
      1 + 30 + 30 + 2,
    ]);
  });

  test('then the links to other sources, but not their names', () => {
    const mail = addressed(
      issueOf(thirty(() => ({ alsoFrom: [1, 2, 3].map((n) => ({ name: `Paper ${n}`, url: long('o', 1_900) })) }))),
    );
    expect(bytesOf(mail)).toBeLessThan(clipped);
    expect(addresses(mail.html).links).toHaveLength(1 + 30 + 2);
    expect(parts(mail.html).text.match(/Paper 1, Paper 2, Paper 3/g)).toHaveLength(30);
  });

  test('then stories from the end, in both parts, which are counted', () => {
    const mail = addressed(
      issueOf(
        thirty((n) => ({ title: `${n} ${'"'.repeat(300)}`, url: long('&', 1_900) })),
        { more: 5 },
      ),
    );
    const shown = headlines(mail);
    expect(bytesOf(mail)).toBeLessThan(clipped);
    expect(bytesOf(mail)).toBeGreaterThan(clipped - 25_000);
    expect(shown).toBeLessThan(30);
    expect(mail.subject).toMatch(/34 more stories$/);
    expect(parts(mail.html).text).toContain(`And ${35 - shown} more stories`);
    expect(mail.text).toContain(`And ${35 - shown} more stories`);
    expect(mail.text.match(/^Source:/gm)).toHaveLength(shown);
  });
});

test('no mail is clipped, whatever is in it, and each has a story', () => {
  const letter = fc.constantFrom('a', '"', '&', '<', ' ', 'ж', '春', 'ক্ষ', '👩‍👩‍👧', '\u0301', '\uFDD0');
  const words = fc.tuple(letter, fc.integer({ min: 0, max: 2_500 })).map(([of, times]) => of.repeat(times));
  const url = fc.option(
    fc
      .tuple(fc.constantFrom('a', '&', '"', 'é'), fc.integer({ min: 0, max: 2_100 }))
      .map(([of, times]) => `https://x.example/?${of.repeat(times)}`),
    { nil: undefined },
  );
  const but = fc.record({
    title: words,
    summary: words,
    url,
    attribution: words,
    corrected: fc.boolean(),
    image: fc.option(fc.record({ url: url.map((each) => each ?? 'https://x.example/i'), alt: words }), {
      nil: undefined,
    }),
    alsoFrom: fc.array(fc.record({ name: words, url: url.map((each) => each ?? 'https://x.example/o') }), {
      maxLength: 9,
    }),
  });
  const stories = fc.array(but, { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(stories, fc.boolean(), words, fc.constantFrom(...mailLanguages), (each, apart, name, language) => {
      const made = each.map((one, n) => story(n, one));
      const sections = apart
        ? made.map((one) => ({ topic: { slug: 'x', name }, stories: [one] }))
        : [{ stories: made }];
      const mail = addressed({ sections, more: 9, withdrawn: 9 }, language);
      expect(bytesOf(mail)).toBeLessThan(clipped);
      expect(headlines(mail)).toBeGreaterThan(0);
      expect(parts(mail.html).text).toContain('Harbour Street');
    }),
    { numRuns: 60 },
  );
});
