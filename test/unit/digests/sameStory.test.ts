import { cluster } from '../../../modules/digests/content/select/cluster.ts';
import type { Article } from '../../../modules/articles/article.ts';
import { tokensOf } from '../../../modules/digests/content/select/tokens.ts';
import { article, wireCopy, words } from '../articles/articles.ts';

const areOne = (...articles: readonly Article[]): boolean =>
  cluster(articles.map((each) => ({ article: each, corrected: false }))).length === 1;
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

describe('several stories', () => {
  test.each<[string, Partial<Article>, Partial<Article>]>([
    [
      'reports of one event in their own words',
      { title: 'First span of Karasu bridge lifted', content: html(wireCopy) },
      {
        title: 'Karasu bridge: first span lifted',
        content: html(
          'A floating crane has removed a section of the flood-hit railway bridge over the Karasu, the regional ' +
            'transport authority said. It took less than three hours. Three more sections are to follow before ' +
            'trains can run again in spring, which mills and mines have long been waiting for, as the way round ' +
            'costs them dearly.',
        ),
      },
    ],
    [
      'a side of the same event',
      { title: 'First span of Karasu bridge lifted', content: html(wireCopy) },
      {
        title: 'What the Karasu bridge means for small mills',
        content: html(
          'For Rauf, who runs a mill in the upper valley, the winter was the worst in thirty years. He sold two ' +
            `of his three trucks. ${words(wireCopy, 98)} He hopes that the trains come in time for the harvest, ` +
            'and has begun to look for a second miller, as his father has grown old. The bank has given him until ' +
            'June to pay the next part of his loan, he says, and not a day longer.',
        ),
      },
    ],
    [
      'weather of two towns from one pattern',
      {
        title: 'Weather in Karaburun: what Wednesday brings',
        summary:
          'Wednesday in Karaburun begins cloudy at 6 degrees, with a high of 14 in the afternoon. The chance of ' +
          'rain is 20 percent, and winds from the north reach 30 kilometres an hour. Sunset is at 17.42, after ' +
          'which it falls to 4 degrees. Dress warm, and have an umbrella at hand.',
      },
      {
        title: 'Weather in Aktepe: what Wednesday brings',
        summary:
          'Wednesday in Aktepe begins cloudy at 9 degrees, with a high of 17 in the afternoon. The chance of ' +
          'rain is 65 percent, and winds from the north reach 45 kilometres an hour. Sunset is at 17.39, after ' +
          'which it falls to 7 degrees. Dress warm, and have an umbrella at hand.',
      },
    ],
    [
      'markets of two days from one pattern',
      {
        title: 'Shares close higher',
        summary:
          'Shares in the capital closed higher on Monday, with the main index up 0.8 percent at 9,214 points. ' +
          'Turnover was 1.2 billion. Banks led the gains, followed by energy, while retailers were little ' +
          'changed. The currency stood at 34.1 to the dollar in late trading.',
      },
      {
        title: 'Shares close higher',
        summary:
          'Shares in the capital closed higher on Tuesday, with the main index up 1.3 percent at 9,334 points. ' +
          'Turnover was 1.6 billion. Banks led the gains, followed by energy, while retailers were little ' +
          'changed. The currency stood at 33.9 to the dollar in late trading.',
      },
    ],
    [
      'warnings that differ by a name',
      {
        title: 'Storm warning for Ytre Fjord',
        summary:
          'Strong winds are expected from Saturday morning until late in the evening at Ytre Fjord. Stay at ' +
          'home, and keep away from the shore.',
      },
      {
        title: 'Storm warning for Indre Bank',
        summary:
          'Strong winds are expected from Saturday morning until late in the evening at Indre Bank. Stay at ' +
          'home, and keep away from the shore.',
      },
    ],
    [
      'briefs on one matter',
      { title: 'Rates held', summary: 'The central bank left its main rate unchanged on Thursday.' },
      { title: 'Rates held', summary: 'The central bank left its main rate as it was on Thursday.' },
    ],
    [
      'columns of one name',
      { title: 'The morning briefing', summary: 'What you need to know today: a vote, a strike and a song.' },
      {
        title: 'The morning briefing',
        summary: 'Good morning. Here are five things to know before work, and one to forget.',
      },
    ],
    [
      'columns that begin alike',
      {
        title: 'Five things to know',
        summary:
          'Good morning. Here is what you need to know before work, and one thing to forget. A vote, a strike, a song, a goal and a storm.',
      },
      {
        title: 'Five things to know',
        summary:
          'Good morning. Here is what you need to know before work, and one thing to forget. Prices fall again, ' +
          'and a bridge comes back to life.',
      },
    ],
    [
      'columns with a longer name',
      { title: 'Here is what happened this week', summary: 'A vote, a strike, a song, a goal and a storm.' },
      {
        title: 'Here is what happened this week',
        summary: 'Prices fell once again, and two bridges came back to life.',
      },
    ],
    [
      'forecasts of a line',
      { title: 'Karasu', summary: 'Wind from the south, 22 metres a second.' },
      { title: 'Aktepe', summary: 'Wind from the south, 22 metres a second.' },
    ],
    ['titles alone', { title: 'Live updates' }, { title: 'Live updates' }],
  ])('%s', (_, one, other) => {
    expect(areOne(article(1, one), article(2, other))).toBe(false);
  });

  test('a live blog’s updates', () => {
    const background = 'The bridge was damaged in a flood last December.';
    const updates = [
      'The crane has arrived at the second pillar, and the barge is being made fast.',
      'Police have closed the embankment after some people climbed over the fence.',
      'Ms Aslanova says that the second span will be lifted before dark if the wind stays low.',
    ];
    expect(
      cluster(
        updates.map((text, n) => ({
          article: article(n, { from: 'live', title: 'Karasu bridge live', content: html(`${text} ${background}`) }),
          corrected: false,
        })),
      ),
    ).toHaveLength(3);
  });

  test('a chain of which each link is like the next, but the last not like the first', () => {
    const links = [words(wireCopy, 0, 76), words(wireCopy, 25, 101), words(wireCopy, 50)];
    const chain = links.map((text, n) => article(n, { title: `Part ${n}`, content: html(text) }));
    const clusters = cluster(chain.map((link) => ({ article: link, corrected: false })));
    expect(clusters.map((told) => told.map((link) => chain.indexOf(link.article)))).toEqual([[0, 1], [2]]);
    expect(areOne(chain[1]!, chain[2]!)).toBe(true);
  });
});
