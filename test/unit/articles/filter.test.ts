import fc from 'fast-check';
import { matches } from '../../../modules/articles/filter.ts';
import type { Filter } from '../../../modules/articles/filter.ts';
import { languageTag } from '../../../modules/feed-reading/story/language.ts';
import { articlesQuery, filterOf } from '../../../modules/partner-api/articles/page.ts';
import { filterFaults, isLanguage, isSlug } from '../../../modules/partner-api/webhooks/rules.ts';
import { topicOf } from '../../../platform/values/topic.ts';
import { aSource } from '../../helpers/records.ts';

const sources = { get: (id: string) => Promise.resolve(id === 'eurasia' ? aSource() : undefined) };
const value = fc.constantFrom('a', 'b', 'c', 'd');
const language = fc.constantFrom('en', 'en-gb', 'EN-US', 'de', 'e', 'eng');
const filter: fc.Arbitrary<Filter> = fc.record(
  { sources: fc.array(value), topics: fc.array(value), languages: fc.array(language) },
  { requiredKeys: [] },
);
const article = fc.record({
  source: fc.record({ id: value }),
  topics: fc.array(fc.record({ slug: value })),
  language: fc.option(language, { nil: undefined }),
});

describe('a filter', () => {
  test('matches what each of its lists has a match for', () => {
    fc.assert(
      fc.property(filter, article, (asked, given) => {
        const one = (list: string[] | undefined, has: (wanted: string) => boolean) => (list ? list.some(has) : true);
        const inRange = (range: string) =>
          `${given.language?.toLowerCase() ?? ''}-`.startsWith(`${range.toLowerCase()}-`);
        expect(matches(asked, given)).toBe(
          one(asked.sources, (id) => id === given.source.id) &&
            one(asked.topics, (slug) => given.topics.some((topic) => topic.slug === slug)) &&
            one(asked.languages, inRange),
        );
      }),
    );
  });

  test('with one value more never matches less, and with one list more never matches more', () => {
    fc.assert(
      fc.property(filter, article, value, (asked, given, more) => {
        if (matches(asked, given) && asked.topics)
          expect(matches({ ...asked, topics: [...asked.topics, more] }, given)).toBe(true);
        if (!matches(asked, given))
          expect(
            matches({ ...asked, sources: (asked.sources ?? [given.source.id]).filter((id) => id !== more) }, given),
          ).toBe(false);
      }),
    );
  });

  test('that is taken could match something, of any topic and any language that ingest makes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (name) => {
        const topic = topicOf(name);
        if (topic) expect(await filterFaults({ topics: [topic.slug] }, sources)).toEqual([]);
        const tag = languageTag(name);
        if (tag !== undefined) expect(isLanguage(tag)).toBe(true);
      }),
    );
  });

  test('that is refused could match nothing', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.string(), fc.constantFrom('Real Estate', 'EN', 'en_GB', 'iw', 'zh-Hant-TW', 'x-private')),
        async (text) => {
          if (!isSlug(text)) expect(topicOf(text)?.slug).not.toBe(text);
          if (!isLanguage(text)) expect(languageTag(text)).not.toBe(text.toLowerCase());
          const faults = await filterFaults({ sources: [text] }, sources);
          expect(faults.map(({ pointer }) => pointer)).toEqual(['#/filter/sources/0']);
        },
      ),
    );
  });

  test.each(['en', 'EN', 'en-GB', 'zh-Hant-TW', 'sr-latn', 'es-419'])('%s is a language', (tag) => {
    expect(isLanguage(tag)).toBe(true);
  });
  test.each(['', 'e', 'en_GB', 'iw', 'english language', '*', 'en-', `en-${'x'.repeat(40)}`])('%j is none', (tag) => {
    expect(isLanguage(tag)).toBe(false);
  });
});

describe('a query', () => {
  test('says the same filter, in whatever order and however often', () => {
    const one = articlesQuery.parse({ topic: 'b,a,b', language: 'en-GB,de' });
    const other = articlesQuery.parse({ topic: 'a,b', language: 'de,en-GB' });
    expect(filterOf(one)).toEqual({ topics: ['a', 'b'], languages: ['de', 'en-gb'] });
    expect(JSON.stringify(filterOf(one))).toBe(JSON.stringify(filterOf(other)));
    expect(one.limit).toBe(50);
  });
});
