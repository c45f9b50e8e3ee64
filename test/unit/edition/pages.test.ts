import { mailLanguages } from '../../../modules/locales/languages.ts';
import type { MailLanguage } from '../../../modules/locales/languages.ts';
import type { Weather } from '../../../modules/weather/weather.ts';
import { composeFront } from '../../../modules/edition/front.ts';
import { renderArticle } from '../../../modules/edition/pages/article.ts';
import { renderFront, renderList } from '../../../modules/edition/pages/list.ts';
import { sayTime } from '../../../modules/edition/pages/times.ts';
import type { Article } from '../../../modules/articles/article.ts';
import { aFrame, aSite } from '../../helpers/edition.ts';
import { anArticle, at } from '../../helpers/records.ts';

const image = { url: 'https://eurasia.example/a.jpg', alt: 'A "picture"' };
const stories = (count: number, but: Partial<Article> = {}) =>
  Array.from({ length: count }, (_, index) =>
    anArticle({
      id: `${index}`.padStart(32, '0'),
      url: `https://eurasia.example/${index}`,
      title: `Story number ${index} of this long day`,
      topics: [],
      ...but,
    }),
  );
const front = (articles: readonly Article[], pinned: readonly string[] = []) => composeFront(articles, pinned);
const titles = (html: string) => [...html.matchAll(/<h[23]><a href="[^"]*">([^<]*)/g)].map(([, title]) => title);
const nothingBelow = { corrections: [], sameStory: [], mustRead: [], more: [], latest: [] };

test('the front page shows each story once, and nothing in it is markup', () => {
  const hostile = anArticle({
    title: 'Fish & <chips> "tax"',
    image,
    version: 2,
    changedAt: at('2026-11-30T09:00:00Z'),
  });
  const html = renderFront(aFrame(), front([hostile, ...stories(14)]), undefined);
  expect(titles(html)).toContain('Fish &amp; &lt;chips&gt; &quot;tax&quot;');
  expect(html.match(/<article/g)).toHaveLength(15);
  expect(html).not.toContain('<chips>');
  expect(html).toContain('>Source: Eurasia Media Network</a>');
  expect(html).toContain('<link rel="alternate" type="application/rss+xml" href="https://news.example/feeds/all.rss"');
  expect(renderFront(aFrame(), front([]), undefined)).toContain('Nothing has been published yet.');
});

test('headlines lead to the edition, or to the publisher where the edition is set so', () => {
  const [story] = stories(1);
  expect(renderFront(aFrame(), front([story!]), undefined)).toContain(
    `<a href="https://news.example/articles/${story!.id}/story-number-0-of-this-long-day">`,
  );
  const away = aFrame('en', { site: aSite({ linksTo: 'publisher' }) });
  expect(renderFront(away, front([story!]), undefined)).toContain('<h2><a href="https://eurasia.example/0">');
});

test('no source fills a part of the front page while others have something', () => {
  const busy = stories(20, { source: { id: 'busy', name: 'Busy' } });
  const calm = ['a', 'b', 'c', 'd', 'e'].map((id, index) =>
    anArticle({
      id: id.repeat(32),
      title: `The quiet paper number ${id} has news`,
      url: `https://${id}.example/${index}`,
      topics: [],
      source: { id, name: id },
    }),
  );
  const { latest } = front([...busy, ...calm]);
  expect(latest.filter(({ article }) => article.source.id === 'busy')).toHaveLength(2);
  expect(front(busy).latest).toHaveLength(4);
});

test('must read is what was pinned, then what several sources tell', () => {
  const text = `<p>${'The council of the four ports agreed on Monday that all ferries sail by one timetable. '.repeat(3)}</p>`;
  const told = ['a', 'b'].map((id) =>
    anArticle({
      id: id.repeat(32),
      url: `https://${id}.example/1`,
      title: 'Ports agree on one timetable for ferries',
      content: text,
      topics: [],
      source: { id, name: `Paper ${id}` },
    }),
  );
  const articles = [...stories(10, { image }), ...told];
  const pinned = front(articles, [articles[9]!.id]);
  expect(pinned.lead?.article.id).toBe(articles[9]!.id);
  expect(pinned.mustRead[0]?.others).toHaveLength(1);
  expect(
    front(articles)
      .mustRead.concat(front(articles).lead!)
      .some(({ others }) => others.length === 1),
  ).toBe(true);
});

test('an article has its text, its source, what happened to it, and is data for programs', () => {
  const article = anArticle({
    title: 'A </script><b>story',
    content: '<p>The whole text.</p>',
    summary: 'In short.',
    authors: ['Mina Seo'],
    rights: '© EMN',
    image,
    enclosures: [{ url: 'https://eurasia.example/a.mp3', type: 'audio/mpeg' }],
  });
  const html = renderArticle(aFrame(), {
    article,
    showsText: true,
    ...nothingBelow,
    corrections: [{ at: at('2026-11-30T09:00:00Z') }],
  });
  for (const part of [
    '<p>The whole text.</p>',
    'By Mina Seo',
    '© EMN',
    'This article was corrected: 13:00',
    '<audio controls',
  ])
    expect(html).toContain(part);
  expect(html).toContain(
    '<a href="https://eurasia.example/story-1" rel="external"><bdi>Source: Eurasia Media Network</bdi></a>',
  );
  const [, json = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html) ?? [];
  expect(JSON.parse(json)).toMatchObject({ '@type': 'NewsArticle', headline: article.title, isBasedOn: article.url });
  const summary = renderArticle(aFrame(), { article, showsText: false, ...nothingBelow });
  expect(summary).not.toContain('The whole text.');
});

test('a list leads to what is older, and a page of that to what is newest', () => {
  const page = {
    list: { kind: 'topic', slug: 'a b' },
    name: 'A b',
    at: '/topics/a%20b',
    articles: stories(2),
  } as const;
  const html = renderList(aFrame(), { ...page, older: '2026-11-29T10:00:00.000Z#00', isOlder: false });
  expect(html).toContain('href="https://news.example/topics/a%20b?before=2026-11-29T10:00:00.000Z.00"');
  expect(html).toContain('<link rel="canonical" href="https://news.example/topics/a%20b">');
  const older = renderList(aFrame(), { ...page, older: undefined, isOlder: true });
  expect(older).toContain('Newest stories');
  expect(older).toContain('noindex');
});

test.each([
  ['2026-11-30T05:05:00Z', '09:05'],
  ['2026-11-29T20:05:00Z', '00:05'],
  ['2026-11-29T10:05:00Z', 'Yesterday, 14:05'],
  ['2026-11-02T10:05:00Z', '2 November'],
  ['2025-11-02T10:05:00Z', '2 November 2025'],
])('%s is %s to a reader in Baku', (time, said) => {
  expect(sayTime(aFrame(), at(time))).toBe(said);
});

test('our words are in the language that the reader chose, and links keep it', () => {
  const html = renderFront(aFrame('ar', { languageIsChosen: true }), front(stories(3)), undefined);
  expect(html).toContain('<html lang="ar" dir="rtl">');
  expect(html).toContain('href="https://news.example/topics?language=ar"');
  expect(html).toContain('المصدر');
  expect(renderFront(aFrame('tr'), front(stories(3)), undefined)).toContain('href="https://news.example/topics"');
});

describe('the weather at the head of a page', () => {
  const city = { en: 'Baku', ru: 'Баку', tr: 'Bakü', ar: 'باكو' };
  const headOf = (language: MailLanguage, weather: Weather | undefined) =>
    renderFront(aFrame(language, { weather }), front([]), undefined);
  const said = (language: MailLanguage, weather: Omit<Weather, 'city'>) =>
    /<span class="weather">([^<]*)</.exec(headOf(language, { city, ...weather }))?.[1];

  test('is city, temperature and sky in the language of the page', () => {
    expect(
      mailLanguages.map((language) => said(language, { celsius: 14.4, sky: 'lightRain' })?.replace('\u00a0', ' ')),
    ).toEqual([
      'Baku, 14°C, light rain',
      'Баку, 14 °C, небольшой дождь',
      'Bakü, 14°C, hafif yağmurlu',
      'باكو، 14°م، مطر خفيف',
    ]);
    expect(said('en', { celsius: -0.4, sky: undefined })).toBe('Baku, 0°C');
    expect(said('en', { celsius: -12.6, sky: 'clear' })).toBe('Baku, -13°C, clear');
  });

  test('is absent without words where none is known, and names its source where it is', () => {
    expect(headOf('en', undefined)).not.toMatch(/weather(?![^]*<\/style>)/i);
    expect(headOf('en', { city, celsius: 14, sky: 'rain' })).toContain(
      '<a href="https://open-meteo.com/">Weather data by Open-Meteo.com</a>',
    );
  });
});
