import type { SampleStory } from './story.ts';

/** Stories that the newsroom publishes while the twin runs. All people, firms and figures are made up. */
export const laterStories: readonly SampleStory[] = [
  {
    slug: 'port-strike-talks-resume',
    title: 'Talks resume in the container port dispute',
    summary: 'Crane operators return to the table after a mediator proposes shorter night shifts.',
    paragraphs: [
      'BUSAN — Crane operators and terminal owners resumed talks on Tuesday, a day after a mediator proposed ' +
        'night shifts of six hours instead of eight.',
      'About forty ships wait at anchor. Both sides said that they would not comment before the weekend.',
    ],
    author: 'Mina Seo',
    categories: ['Economy', 'Transport'],
    correction: {
      from: 'About forty ships',
      to: 'About fourteen ships',
      note: 'About fourteen ships wait at anchor, not forty.',
    },
  },
  {
    slug: 'wind-auction-record',
    title: 'Steppe wind auction draws a record low price',
    summary: 'Eleven bidders compete for 400 megawatts; the grid operator publishes every bid.',
    paragraphs: [
      'ASTANA — An auction for 400 megawatts of wind power on the steppe ended at the lowest price the country ' +
        'has seen, the grid operator said.',
      'Eleven firms took part. For the first time all bids are public, including those that lost.',
    ],
    author: 'Aida Bekova',
    categories: ['Energy', 'Economy'],
  },
  {
    slug: 'customs-single-window',
    title: 'One form replaces nineteen at the customs of three states',
    summary: 'A shared window for traders opens with fruit and textiles, and other goods follow by the summer.',
    paragraphs: [
      'TBILISI — Traders in three states can declare fruit and textiles with one form from today; nineteen were needed before.',
      'Customs officers see the same entry on both sides of a border, and each change to it is kept with its author.',
    ],
    author: 'Giorgi Lomidze',
    categories: ['Economy', 'Diplomacy'],
  },
  {
    slug: 'film-archive-restored',
    title: 'Lost film of 1929 found in a cellar',
    summary: 'Archivists identify seven reels of a mountain drama thought to have been destroyed.',
    paragraphs: [
      'YEREVAN — Seven reels found in the cellar of a closed cinema belong to a mountain drama of 1929 that was ' +
        'thought to be lost, archivists said.',
      'Two scenes are damaged beyond repair. The rest is to be shown in autumn with music by a student orchestra.',
    ],
    author: 'Leyla Karim',
    categories: ['Culture'],
  },
  {
    slug: 'rail-gauge-robot',
    title: 'Border station changes a train’s gauge in two hours',
    summary: 'A bogie-changing hall that needed ten hours now needs two, and no one underneath the wagons.',
    paragraphs: [
      'DOSTYK — A new hall at a border station moves forty wagons from one track gauge to another in two hours; the old one took ten.',
      'Lifts work on the whole train at once, and no one stands underneath. Staff have been retrained as controllers.',
    ],
    author: 'Daniyar Ospan',
    categories: ['Transport'],
    correction: {
      from: 'moves forty wagons',
      to: 'moves thirty wagons',
      note: 'The hall takes thirty wagons at once, not forty.',
    },
  },
  {
    slug: 'joint-earthquake-drill',
    title: 'Four countries rehearse an earthquake together',
    summary: 'Rescue teams cross borders without visas for a day to test a rule made for the real case.',
    paragraphs: [
      'BISHKEK — Rescue teams of four countries crossed each other’s borders without visas on Wednesday, to ' +
        'rehearse an earthquake of magnitude 7.4.',
      'The rule that lets them do so exists only for disasters. Its first test took eleven minutes at the slowest crossing.',
    ],
    author: 'Aida Bekova',
    categories: ['Diplomacy'],
  },
  {
    slug: 'pipeline-rumour',
    title: 'Pipeline operator said to plan a second line',
    summary: 'Two people close to the firm speak of a study; the operator does not confirm it.',
    paragraphs: [
      'BAKU — A pipeline operator is studying a second line beside its first, two people close to the firm said.',
      'The operator declined to comment.',
    ],
    author: 'Giorgi Lomidze',
    categories: ['Energy'],
  },
  {
    slug: 'apricot-harvest-early',
    title: 'Apricots bloom three weeks early',
    summary: 'Growers in the valley light fires against the frost and compare notes with their grandparents’ diaries.',
    paragraphs: [
      'ISFARA — Apricot trees are in bloom three weeks before their usual time, and growers keep fires ready against the frost.',
      'A school has put diaries of the harvest since 1911 online; no year in them was as early.',
    ],
    author: 'Leyla Karim',
    categories: ['Agriculture', 'Environment'],
  },
  {
    slug: 'ferry-first-sailing',
    title: 'First ferry sails by the common timetable',
    summary: 'The 06:00 from Aktau left on the minute, a quarter full, and nobody complained.',
    paragraphs: [
      'AKTAU — The first ferry under the common Caspian timetable left at 06:00 on the minute, a quarter full.',
      'By noon the sailings of the next nine days were booked out.',
    ],
    author: 'Daniyar Ospan',
    categories: ['Transport'],
  },
  {
    slug: 'language-exchange-schools',
    title: 'Schools swap teachers across the strait',
    summary: 'Two hundred teachers from Japan and South Korea exchange classrooms for a term.',
    paragraphs: [
      'FUKUOKA — Two hundred teachers from South Korea and Japan exchange classrooms for a term, the first swap ' +
        'of its size since trade ties were restored.',
      'They teach mathematics, music and sport: subjects, the organisers said, in which an accent is no hindrance.',
    ],
    author: 'Mina Seo',
    categories: ['Culture', 'Diplomacy'],
    correction: {
      from: 'Two hundred teachers',
      to: 'One hundred and twenty teachers',
      note: 'One hundred and twenty teachers take part; two hundred had applied.',
    },
  },
  {
    slug: 'battery-bus-fleet',
    title: 'City buys buses that charge at the stop',
    summary: 'Sixty buses with small batteries top up while passengers board.',
    paragraphs: [
      'SAMARKAND — The city has ordered sixty buses that charge for forty seconds at every fifth stop and carry ' +
        'a battery a quarter of the usual size.',
      'The lighter buses need no new bridges, which had doomed an earlier plan.',
    ],
    author: 'Aida Bekova',
    categories: ['Transport', 'Energy'],
  },
  {
    slug: 'trade-council-date',
    title: 'Trade council of Seoul and Tokyo sets its date',
    summary: 'Ministers meet in Busan on 9 October, with fisheries on the agenda after all.',
    paragraphs: [
      'SEOUL — The council of South Korean and Japanese trade ministers will meet in Busan on 9 October 2026, both sides said.',
      'Fisheries, which had been left to a second round, are on the agenda after all.',
    ],
    author: 'Mina Seo',
    categories: ['Economy', 'Diplomacy'],
  },
];
