import type { Article } from '../../../modules/articles/article.ts';
import { tokensOf } from '../../../modules/articles/sameStory.ts';
import { clustersOf } from '../../../modules/articles/storyCluster.ts';
import { article, wireCopy, words } from '../articles/articles.ts';

const areOne = (...articles: readonly Article[]): boolean =>
  clustersOf(articles.map((each) => ({ article: each, corrected: false }))).length === 1;
const html = (text: string): string => `<p>${text}</p>`;

describe('one story', () => {
  const agency = article(1, { title: 'First span of Karasu bridge lifted', content: html(wireCopy) });

  test.each<[string, Partial<Article>]>([
    [
      'under another headline',
      { title: 'Eleven months after the flood: a barge, a crane and a crowd', content: html(wireCopy) },
    ],
    [
      'in capitals, with other quotation marks and markup',
      {
        title: 'Bridge',
        content: html(wireCopy.toUpperCase().replaceAll('"', '”')).replaceAll(' THE ', ' <b>THE</b> '),
      },
    ],
    [
      'with a lead of its own',
      {
        title: 'Karasu bridge',
        content: html(
          `After a long and bitter winter for the mills of both valleys, help is on its way at last. ${words(wireCopy, 22)}`,
        ),
      },
    ],
    ['cut after the first sentences', { title: 'Bridge lifted', content: html(words(wireCopy, 0, 45)) }],
    ['as a summary alone', { title: 'First span lifted', content: '', summary: words(wireCopy, 0, 40) }],
    [
      'with the newsroom’s own words behind it',
      {
        title: 'Bridge',
        content:
          html(wireCopy) +
          html(
            'Subscribe to our newsletter for more. Follow us on all channels, and share this article with your friends. '.repeat(
              10,
            ),
          ),
      },
    ],
    ['with a corrected figure', { title: 'Bridge', content: html(wireCopy.replace('96 tonnes', '98 tonnes')) }],
    [
      'under the very same headline, half rewritten',
      {
        title: 'First span of Karasu bridge LIFTED',
        content: html(
          `${words(wireCopy, 0, 50)} The rest of what we know comes from our own reporter on the embankment, who ` +
            'has followed the repair since the flood and spoke to many of the people that it concerns most of all.',
        ),
      },
    ],
  ])('%s', (_, but) => {
    expect(areOne(agency, article(2, but))).toBe(true);
  });

  test('by a long headline alone', () => {
    const title = 'Parliament passes law on water rights of both valleys after night session';
    expect(areOne(article(1, { title }), article(2, { title: `${title.toUpperCase()}!` }))).toBe(true);
    expect(areOne(article(1, { title }), article(2, { title: title.replace('passes', 'rejects') }))).toBe(false);
  });

  test('by a sentence or two, under any headline', () => {
    const summary =
      'The regional transport authority took the first of four damaged spans off the railway bridge over the Karasu on Tuesday.';
    expect(
      areOne(
        article(1, { title: 'At last: works begin on the bridge that two valleys have been waiting for', summary }),
        article(2, {
          title: 'A crane, a barge and a crowd: how a valley gets its trains back',
          summary: `${summary} Trains are to run by March.`,
        }),
      ),
    ).toBe(true);
    expect(
      areOne(
        article(1, {
          title: 'Strong winds off Ytre Fjord from Saturday at four',
          summary: 'Wind from the south, 22 metres a second.',
        }),
        article(2, {
          title: 'Gale expected over the whole of Indre Bank',
          summary: 'Wind from the south, 22 metres a second.',
        }),
      ),
    ).toBe(false);
  });

  test('by the very same headline, if it is no name of a column', () => {
    const [one, other] = [
      'The vote came after nine hours of debate, and was 64 to 41. Villages downstream get a first claim in dry years.',
      'Sixty-four members were for it. Villages downstream get a first claim. The opposition means to go to ' +
        'court, and farmers say that dry years come more often.',
    ];
    expect(
      areOne(
        article(1, { title: 'Parliament passes law on water rights after long night session', summary: one }),
        article(2, { title: 'Parliament passes law on water rights after long night session', summary: other }),
      ),
    ).toBe(true);
    expect(
      areOne(
        article(1, { title: 'Five things to know', summary: one }),
        article(2, { title: 'Five things to know', summary: other }),
      ),
    ).toBe(false);
  });

  test('on one page, whatever is said of it, over http or https, with www or without', () => {
    expect(
      areOne(
        article(1, { url: 'https://www.paper.example/a/b/?id=1' }),
        article(2, { url: 'http://paper.example/a/b?id=1' }),
      ),
    ).toBe(true);
    expect(
      areOne(article(1, { url: 'https://paper.example/a?id=1' }), article(2, { url: 'https://paper.example/a?id=2' })),
    ).toBe(false);
  });

  test('not on a site’s front page', () => {
    expect(areOne(article(1, { url: 'https://paper.example/' }), article(2, { url: 'https://paper.example' }))).toBe(
      false,
    );
  });

  test('again in the same source, where it says nearly the same', () => {
    expect(
      areOne(article(1, { from: 'a', content: html(wireCopy) }), article(2, { from: 'a', content: html(wireCopy) })),
    ).toBe(true);
    expect(
      areOne(
        article(1, { from: 'a', content: html(wireCopy) }),
        article(2, {
          from: 'a',
          content: html(
            `${words(wireCopy, 0, 90)} Today the second span followed it to the bank, and the third is to be ` +
              'lifted as soon as the wind allows.',
          ),
        }),
      ),
    ).toBe(false);
  });

  test.each([
    [
      'Cyrillic, with ё and without',
      'Жители долины встретили первый за одиннадцать месяцев поезд аплодисментами: ещё прошлой зимой путь через ' +
        'перевал занимал два дня, а мельницы закрывались одна за другой, рассказал начальник станции, добавив, что ' +
        'всё зерно осталось цело.',
      (text: string) => text.replaceAll('ё', 'е'),
    ],
    [
      'Arabic, with vowel signs and without',
      'استقبل سكان الوادي أول قطار منذ أحد عشر شهرًا بالتصفيق بعد أن كان الطريق عبر الجبال يستغرق يومين كاملين ' +
        'وكانت المطاحن تغلق أبوابها واحدة تلو الأخرى كما قال مدير المحطة مضيفًا أن القمح كله بقي سليمًا',
      (text: string) => text.replace(/[\u064B-\u065F]/g, ''),
    ],
    [
      'Turkish, in capitals',
      'Vadi sakinleri on bir ay sonra gelen ilk treni alkışlarla karşıladı, istasyon şefi geçen kış dağ yolunun ' +
        'iki gün sürdüğünü, değirmenlerin birer birer kapandığını ve bütün buğdayın sağlam kaldığını ısrarla ' +
        'söyledi.',
      (text: string) => text.toLocaleUpperCase('tr'),
    ],
    [
      'Japanese, which has no spaces',
      '洪水で鉄橋が流されてから十一か月ぶりに、谷の住民は最初の貨物列車を拍手で迎えた。駅長によると、昨年の冬は山を越える迂回路に二日かかり、小さな製粉所が次々と閉鎖されたという。',
      (text: string) => text.replace('、', '').normalize('NFD'),
    ],
  ])('in %s', (_, text, written) => {
    expect(areOne(article(1, { content: html(text) }), article(2, { content: html(written(text)) }))).toBe(true);
  });
});

test.each([
  ['composed and full-width letters', 'Ｃａｆe\u0301 Ⅳ', ['café', 'iv']],
  ['Russian', 'Ещё ёлка', ['еще', 'елка']],
  ['Turkish', 'IŞIK ışık İstanbul', ['işik', 'işik', 'istanbul']],
  ['Arabic', 'كِتَـــاب كتاب', ['كتاب', 'كتاب']],
  ['Japanese, in pairs of letters', '東京都、7月', ['東京', '京都', '7', '月']],
  ['Thai, in pairs of letters', 'รถไฟ', ['รถ', 'ถไ', 'ไฟ']],
  ['words and numbers of a sentence', 'Don’t: 1,200 “units”!', ['don', 't', '1', '200', 'units']],
])('words are the same however they were typed: %s', (_, text, tokens) => {
  expect(tokensOf(text)).toEqual(tokens);
});
