import { renderSearch } from '../../../modules/edition/pages/search.ts';
import type { SearchPage } from '../../../modules/edition/pages/search.ts';
import { mailLanguages } from '../../../modules/locales/languages.ts';
import { aFrame } from '../../helpers/edition.ts';
import { anArticle } from '../../helpers/records.ts';

const place = `2026-11-01T20:00:00.000Z#${'a'.repeat(32)}`;
const page = (but: Partial<SearchPage> = {}): SearchPage => ({
  list: { kind: 'search', words: 'oil "prices"' },
  at: '/search?q=oil%20%22prices%22',
  articles: [],
  older: undefined,
  cutShort: false,
  asks: true,
  isOlder: false,
  ...but,
});

test.each([
  ['nothing is asked', { list: { kind: 'search', words: '' }, asks: false }, 'in any order and form'],
  ['there is no word', { list: { kind: 'search', words: '!!!' }, asks: false }, 'There is no word in this.'],
  ['there is a story', { articles: [anArticle()] }, 'Stories with “oil &quot;prices&quot;”</p>'],
  ['there is none', {}, 'No story has all the words of “oil &quot;prices&quot;”.'],
  ['there are no older ones', { isOlder: true }, 'There are no older stories with these words.'],
  ['it was cut short', { cutShort: true, older: place }, 'back to this day: Monday, 2 November 2026.'],
] as [string, Partial<SearchPage>, string][])('where %s, the page says so', (_, but, sentence) => {
  const html = renderSearch(aFrame(), page(but));
  expect(html).toContain(sentence);
  expect(html).toContain('<link rel="canonical" href="https://news.example/search">');
});

test('its feeds, and older stories, keep the words', () => {
  const html = renderSearch(aFrame(), page({ older: place, isOlder: true }));
  for (const format of ['rss', 'atom', 'json'])
    expect(
      html.match(new RegExp(`href="https://news.example/feeds/search.${format}\\?q=oil%20%22prices%22"`, 'g')),
    ).toHaveLength(2);
  expect(html).toContain(
    `<a rel="next" href="https://news.example/search?q=oil%20%22prices%22&amp;before=${place.replace('#', '.')}">`,
  );
  expect(html).toContain('<a href="https://news.example/search?q=oil%20%22prices%22">Newest stories</a>');
  expect(renderSearch(aFrame(), page({ asks: false }))).not.toContain('/feeds/search.');
});

test.each(mailLanguages)('%s: the form keeps the words and the language', (language) => {
  const html = renderSearch(aFrame(language, { languageIsChosen: true }), page());
  expect(html).toContain('value="oil &quot;prices&quot;"');
  expect(html).toContain(`<input type="hidden" name="language" value="${language}">`);
});
