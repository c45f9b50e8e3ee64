import type { SampleStory } from './story.ts';

/** Stories that stand in the feed from the start. All people, firms and figures are made up. */
export const firstStories: readonly SampleStory[] = [
  {
    slug: 'south-korea-japan-restore-trade-ties',
    title: 'South Korea and Japan restore their trade ties',
    summary:
      'Seoul and Tokyo put each other back on their lists of trusted trading partners and reopen a yearly council of trade ministers.',
    paragraphs: [
      'SEOUL — South Korea and Japan said on Monday that they would restore their trade ties in full, putting ' +
        'each other back on the lists of partners whose firms may buy sensitive goods without a licence for every ' +
        'shipment.',
      'Officials of both trade ministries said the step would shorten approvals for chip-making chemicals and ' +
        'machine tools from several weeks to three working days. A council of ministers that has not met for years ' +
        'is to convene in Busan in the autumn.',
      'Exporters welcomed the news. “Our customers plan by the quarter, and licences did not,” said the head of ' +
        'a suppliers’ association in Nagoya. Unions in Ulsan asked for a timetable for the return of joint safety ' +
        'inspections.',
      'The two governments left fisheries and steel quotas to a second round of talks.',
    ],
    author: 'Mina Seo',
    categories: ['Economy', 'Diplomacy'],
    correction: {
      from: 'to three working days',
      to: 'to five working days',
      note: 'An earlier version misstated the new approval time; it is five working days.',
    },
  },
  {
    slug: 'caspian-ferry-timetable-shared',
    title: 'Caspian ports agree on one ferry timetable',
    summary:
      'From March, ferries between Aktau, Baku and Turkmenbashi sail by a common timetable that shippers can book a month ahead.',
    paragraphs: [
      'AKTAU — Three ports on the Caspian Sea will publish a single ferry timetable from March, ending the ' +
        'practice of sailing when a vessel is full.',
      'Lorry drivers have at times waited four days for a place. Under the new rules a ferry leaves at its hour ' +
        'with whatever is aboard, and the ports share the cost of the empty lanes.',
      'Freight forwarders said the change mattered more than any new ship. “A date I can put in a contract is ' +
        'worth two vessels I cannot,” one of them said.',
    ],
    author: 'Daniyar Ospan',
    categories: ['Transport', 'Economy'],
  },
  {
    slug: 'mountain-grid-links-valleys',
    title: 'Two mountain valleys join their power grids',
    summary: 'A line over a 3,100-metre pass lets hydropower from one side serve winter evenings on the other.',
    paragraphs: [
      'NARYN — Engineers switched on a 220-kilovolt line over a mountain pass at the weekend, joining two ' +
        'valleys whose grids had never met.',
      'The western valley has water to spare in summer; the eastern one burns coal in winter. Planners expect ' +
        'the link to save 90,000 tonnes of coal a year once a second transformer arrives in May.',
      'Villages along the route receive a fixed share of the transit fee, which the first council to be paid ' +
        'intends to spend on its school’s roof.',
    ],
    author: 'Aida Bekova',
    categories: ['Energy'],
    correction: {
      from: '90,000 tonnes',
      to: '60,000 tonnes',
      note: 'The expected saving is 60,000 tonnes of coal a year; an earlier version gave the figure for both phases together.',
    },
  },
  {
    slug: 'silk-manuscripts-digitised',
    title: 'Museum puts 12,000 pages of Silk Road letters online',
    summary: 'Merchants’ letters in nine languages can be read and searched, with translations by volunteers.',
    paragraphs: [
      'TASHKENT — Letters that merchants sent along the Silk Road between the eighth and the fourteenth century ' +
        'are open to everyone, after a museum finished photographing 12,000 pages in nine languages.',
      'Many deal with what letters still deal with: late payments, ill-packed goods, sons who do not write. ' +
        'Volunteers have translated a third of them; each translation names its author and can be disputed in the ' +
        'margin.',
      'The museum plans to send facsimiles to schools in the towns that the letters name.',
    ],
    author: 'Leyla Karim',
    categories: ['Culture'],
  },
  {
    slug: 'grain-terminal-moisture-rule',
    title: 'Grain terminals adopt one rule for moisture',
    summary: 'A common test at six Black Sea and Caspian terminals is meant to end quarrels over wet wheat.',
    paragraphs: [
      'BATUMI — Six grain terminals on the Black and Caspian seas will test moisture by the same method from the next harvest on.',
      'Until now a cargo could pass at its port of loading and fail where it was unloaded. Each terminal will ' +
        'keep a sealed sample for ninety days, and a laboratory in a third country decides disputes.',
      'Farmers’ groups asked that the meters be calibrated in public.',
    ],
    author: 'Giorgi Lomidze',
    categories: ['Economy', 'Agriculture'],
  },
  {
    slug: 'night-train-returns',
    title: 'Night train returns between Almaty and Tashkent',
    summary:
      'After two years of track work the sleeper runs again, nine hours end to end, with border checks on board.',
    paragraphs: [
      'ALMATY — The night train between Almaty and Tashkent runs again from Friday, with border and customs checks while it moves.',
      'New track cuts the journey to nine hours. Half of the first month’s berths sold within a day, most of them to students.',
      'The railways said that a second pair of trains would follow if two thirds of the berths stay sold through the spring.',
    ],
    author: 'Daniyar Ospan',
    categories: ['Transport'],
  },
  {
    slug: 'river-commission-data',
    title: 'River commission opens its water data',
    summary: 'Flow and storage figures of four countries appear every hour on one page, with the gaps marked as gaps.',
    paragraphs: [
      'DUSHANBE — A commission of four countries that share two rivers has begun to publish how much water flows ' +
        'and how much is stored, hour by hour.',
      'Where a gauge is silent, the page says so instead of guessing: a condition that downstream countries had ' +
        'set. Farmers can ask for a message when the flow at their canal falls below a mark of their choice.',
    ],
    author: 'Aida Bekova',
    categories: ['Diplomacy', 'Environment'],
  },
  {
    slug: 'chess-village-final',
    title: 'A village of 900 wins the regional chess league',
    summary: 'The school team of a mountain village beat three capitals on the way to the title.',
    paragraphs: [
      'KHOROG — A team of five pupils from a village of 900 people has won the regional chess league, ahead of ' +
        'the clubs of three capitals.',
      'They train over the radio when snow closes the road. “We know the openings by their sound,” said their captain, who is fourteen.',
      'The final against the holders lasted six hours and ended on the last board.',
    ],
    author: 'Leyla Karim',
    categories: ['Culture', 'Sport'],
  },
];
