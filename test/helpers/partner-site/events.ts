/** An article's id: 32 hexadecimal digits that end with a number. */
export const idOf = (number: number): string => number.toString(16).padStart(32, 'a');

/** An article as Caravan sends it, with what a test says of it. */
export const articleOf = (number: number, fields: object = {}) => ({
  id: idOf(number),
  version: 1,
  title: `Ferry ${number} sails on time`,
  summary: 'The 06:00 from Aktau left on the minute.',
  content: '<p>Nobody complained.</p>',
  url: `https://publisher.example/ferry-${number}`,
  source: {
    id: 'eurasia-media-network-sample',
    name: 'Eurasia Media Network (sample)',
    url: 'https://publisher.example/',
  },
  attribution: 'Source: Eurasia Media Network (sample)',
  authors: ['Daniyar Ospan'],
  topics: [{ slug: 'transport', name: 'Transport' }],
  language: 'en',
  rights: 'Free to republish with the attribution',
  published: `2026-11-23T0${number % 10}:00:00.000Z`,
  ...fields,
});

const event = (type: string, data: object) => ({ type, timestamp: '2026-11-23T22:22:34.000Z', data });

export const published = (number: number, fields?: object) => event('article.published', articleOf(number, fields));
export const updated = (number: number, version: number, fields?: object) =>
  event('article.updated', articleOf(number, { version, ...fields }));
export const withdrawn = (number: number, version: number) =>
  event('article.withdrawn', articleOf(number, { version, reason: 'Published by mistake' }));
