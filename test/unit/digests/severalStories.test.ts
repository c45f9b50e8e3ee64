import type { Article } from '../../../modules/articles/article.ts';
import { clustersOf } from '../../../modules/articles/storyCluster.ts';
import { article, wireCopy, words } from '../articles/articles.ts';

const areOne = (...articles: readonly Article[]): boolean =>
  clustersOf(articles.map((each) => ({ article: each, corrected: false }))).length === 1;
const html = (text: string): string => `<p>${text}</p>`;

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
      clustersOf(
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
    const clusters = clustersOf(chain.map((link) => ({ article: link, corrected: false })));
    expect(clusters.map((told) => told.map((link) => chain.indexOf(link.article)))).toEqual([[0, 1], [2]]);
    expect(areOne(chain[1]!, chain[2]!)).toBe(true);
  });
});
