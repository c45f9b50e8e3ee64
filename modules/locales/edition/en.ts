import { plural } from '../languages.ts';
import type { EditionMessages } from './messages.ts';

export const edition: EditionMessages = {
  skip: 'Skip to the news',
  languages: 'This page in other languages',
  nav: {
    sections: 'Sections',
    front: 'Front page',
    topics: 'Topics',
    sources: 'Sources',
    search: 'Search',
    byEmail: 'By email',
    more: 'More of this site',
    feeds: 'All feeds',
    about: 'About',
    contact: 'Contact',
    privacy: 'Privacy',
    imprint: 'Imprint',
    forPartners: 'For partners',
  },
  headings: {
    mustRead: 'Must read',
    latest: 'Latest',
    more: 'More articles',
    alsoReportedBy: 'Also reported by',
    corrected: 'Corrections',
    listenOrWatch: 'Listen or watch',
  },
  times: {
    yesterday: (time) => `Yesterday, ${time}`,
    updated: (when) => `Updated ${when}`,
  },
  article: {
    by: (names) => `By ${names}`,
    source: (name) => `Source: ${name}`,
    readOn: (name) => `Read the article at ${name}`,
    alsoFrom: (names) => `Also from ${names}`,
    corrected: (when) => `This article was corrected: ${when}`,
    topics: 'Topics of this article',
    download: (name) => `Download ${name}`,
  },
  list: {
    empty: 'Nothing has been published yet.',
    noneBefore: 'There are no stories from before that date.',
    older: 'Older stories',
    newest: 'Newest stories',
    goToDate: 'Stories up to',
    go: 'Go',
    follow: 'Follow',
    about: (title) => `News about ${title}`,
    from: (title) => `News from ${title}`,
  },
  directory: {
    topics: 'Topics',
    sources: 'Sources',
    find: 'Find by name',
    button: 'Find',
    mostUsed: 'These are the ones most written about lately. Any other is found by its name.',
    all: 'All of them, by name.',
    found: (text) => `Matches for “${text}”`,
    notFound: (text) => `Nothing matches “${text}”. Try the first letters of another word.`,
    stories: (count) => plural('en', count, { one: '# recent story', other: '# recent stories' }),
  },
  search: {
    title: 'Search',
    label: 'Words to look for',
    hint:
      'Finds stories that have all of your words, in any order and form: in the headline, ' +
      'the summary, the topics or the names of the authors.',
    button: 'Search',
    found: (text) => `Stories with “${text}”`,
    none: (text) => `No story has all the words of “${text}”. Try fewer words, or others.`,
    noneOlder: 'There are no older stories with these words.',
    follow: 'Follow this search:',
    noWord: 'There is no word in this. Type one or more.',
    cutShort: (day) => `This is what was found back to this day: ${day}. To search older stories, go on below.`,
  },
  refusals: {
    titles: {
      400: 'This address is not right',
      404: 'There is no such page',
      405: 'That cannot be done here',
      410: 'This article is gone',
    },
    missing: 'The address may be misspelled, or the page may have been removed.',
    withdrawnByPublisher: 'Its publisher has withdrawn it.',
    withdrawnByEditors: 'The editors have withdrawn it.',
    expired: 'Its publisher let it stand until a certain time, which is over.',
    home: 'To the front page',
  },
  privacy: {
    title: 'Privacy',
    text: [
      'You can read everything here without an account. Our pages set no cookies, run no scripts and count no visitors.',
      'Pictures, sound and films come from the publishers’ own servers, which see your address as any server does. ' +
        'We tell them the name of this site, and nothing else.',
      'If you ask for news by email, we keep your email address and your choices until you unsubscribe. Each email ' +
        'has a link for that, which works at once.',
    ],
  },
};
