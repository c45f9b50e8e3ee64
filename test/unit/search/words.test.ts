import { findableBy, finds, readingsOf } from '../../../modules/search/findable.ts';
import { stemsOf } from '../../../modules/search/words.ts';
import { wordsIn } from '../../../modules/search/wordsIn.ts';
import { anArticle } from '../../helpers/records.ts';

/** Whether a question finds a title. */
const isFound = (question: string, title: string, language?: string) =>
  finds(readingsOf(question), findableBy(anArticle({ title, language, topics: [], authors: [], summary: '' })));

test.each([
  // whatever form the word has
  ['Russian', 'ru', 'выбор', 'Итоги выборов в Казахстане'],
  ['Russian, a name that ends like a verb', 'ru', 'Казахстан Иран', 'Казахстану и Ираном'],
  ['Russian, ё as е', 'ru', 'партнер', 'Партнёры подписали соглашение'],
  ['Russian, capitals', 'ru', 'КАСПИЙСКОЕ море', 'Каспийское море мелеет'],
  ['English', 'en', 'price', 'Oil prices fall'],
  ['German', 'de', 'Haus', 'Häuser am See werden verkauft'],
  ['German, sharp s', 'de', 'strasse', 'Die Straße wird gesperrt'],
  ['French, without accents', 'fr', 'elections legislatives', 'Élections législatives en Géorgie'],
  ['French, the article', 'fr', 'Iran', "L'accord avec l'Iran"],
  ['Italian', 'it', 'elezione', 'Le elezioni in Georgia'],
  ['Dutch', 'nl', 'verkiezingen', 'De verkiezing van het jaar'],
  ['Norwegian', 'no', 'nordmenn valg', 'Nordmenn og valget på Island'],
  ['Romanian, comma and cedilla', 'ro', 'informaţii', 'Noi informații despre gaz'],
  ['Turkish', 'tr', 'seçimler', 'Seçimlerde son durum'],
  ['Turkish, a word that ends like its own ending', 'tr', 'seçim kadınlar', 'Seçimlerin kadını'],
  ['Turkish, dotless i in capitals', 'tr', 'ışık', 'IŞIK VE KARANLIK'],
  ['Turkish, dotted I in capitals', 'tr', 'istanbul', "İSTANBUL'da deprem"],
  ['Turkish, a keyboard without either', 'tr', 'isik', 'Işık ve karanlık'],
  ['Azerbaijani', 'az', 'hakerlər', 'Hakerlərin yeni hədəfi'],
  ['Azerbaijani, a keyboard without the letters', 'az', 'Azerbaycan', 'Azərbaycan və Gürcüstan'],
  ['Arabic, with vowels', 'ar', 'الإِنْتِخابات', 'الانتخابات في لبنان'],
  ['Arabic, without the article', 'ar', 'رئيس', 'الرئيس يزور باكو'],
  ['Arabic, the article in the question', 'ar', 'اللبنانية', 'الحكومة اللبنانية'],
  ['Urdu', 'ur', 'حکومت', 'پاکستان کی حکومت'],
  ['Georgian', 'ka', 'არჩევნები', 'საპარლამენტო არჩევნები'],
  ['Bengali keeps its vowel signs', 'bn', 'নির্বাচন', 'জাতীয় নির্বাচন'],
  ['Kannada', 'kn', 'ಚುನಾವಣೆ', 'ರಾಜ್ಯ ಚುನಾವಣೆ'],
  ['Chinese', 'zh', '选举', '格鲁吉亚议会选举结果'],
  ['Japanese', 'ja', '東京 選挙', '東京都知事選挙が行われた'],
  ['Thai', 'th', 'เลือกตั้ง', 'ผลการเลือกตั้งในจอร์เจีย'],
  ['Uzbek, one apostrophe for another', 'uz', "o'zbekiston", 'Oʻzbekiston va Qozogʻiston'],
  ['Tajik', 'tg', 'тоҷикистон', 'Тоҷикистон ва Эрон'],
  ['Hebrew, with points', 'he', 'שלום', 'שָׁלוֹם עולם'],
  ['wide letters and ligatures', 'en', 'office', 'The ｏﬃｃｅ opens'],
  // whatever its publisher says of the language
  ['German that says nothing', undefined, 'Preis', 'Die Preise für Öl und Gas sind nicht gefallen'],
  ['French that says English', 'en', 'élection', 'Les élections en Géorgie sont pour dimanche'],
  ['Russian that says nothing', undefined, 'санкция', 'Новые санкции'],
  ['Russian that says English', 'en', 'санкция', 'Новые санкции'],
  ['a Russian name in English', 'en', 'выборы', 'What the word «выборов» says of the vote'],
  ['an English name in Russian', 'ru', 'sanction', 'Новые Sanctions в мире'],
  // in another order, with small words
  ['any order', 'en', 'prices the oil', 'Oil: the highest prices in a year'],
  ['the country', 'en', 'US', 'US and Iran talk'],
])('%s', (_, language, question, title) => {
  expect(isFound(question, title, language)).toBe(true);
});

test.each([
  ['one word of two', 'oil corn', 'Oil prices fall'],
  ['a part of a word', 'pri', 'Oil prices fall'],
  ['a Bengali word that differs in a vowel sign', 'কি', 'কা'],
])('does not find %s', (_, question, title) => {
  expect(isFound(question, title)).toBe(false);
});

test('a letter with a mark stays itself where the mark makes another letter of it', () => {
  expect(wordsIn('Край Ёлка ガス কি Ñandú')).toEqual(['край', 'елка', 'ガス', 'কি', 'nandu']);
});

test('title, topics, authors and summary are looked through, and together', () => {
  const article = anArticle({
    title: 'Rail link reopens',
    topics: [{ slug: 'kars', name: 'Kars' }],
    authors: ['Ayşe Yılmaz'],
    summary: 'Freight crosses again.',
  });
  expect(finds(readingsOf('freight rail kars yilmaz'), findableBy(article))).toBe(true);
});

test('small words are left out, unless a name has no others', () => {
  expect(stemsOf(wordsIn('The price of oil'), 'en')).toEqual(['price', 'oil']);
  expect(isFound('it', 'It is the oil')).toBe(false);
  const topic = anArticle({ topics: [{ slug: 'it', name: 'IT' }] });
  expect(finds(readingsOf('IT'), findableBy(topic))).toBe(true);
});

test.each(['', ' ', '"><', '\u0000', '\uD800', '!!! …', '​'])('%j asks nothing', (question) => {
  expect(readingsOf(question)).toEqual([]);
});

test('a text without end costs no rows without end, and no word is longer than a key', () => {
  const { stems } = findableBy(
    anArticle({
      title: 'x'.repeat(100_000),
      summary: Array.from({ length: 5_000 }, (_, index) => `w${index}ord`).join(' '),
    }),
  );
  expect(stems).toHaveLength(64);
  expect(Math.max(...stems.map((stem) => stem.length))).toBeLessThanOrEqual(64);
});
