import { expect } from '@jest/globals';
import { storySchema } from '../../modules/articles/article.ts';
import { readFeed } from '../../modules/feed-reading/readFeed.ts';

/** The address that the documents of these tests come from. */
export const url = 'https://news.example/feeds/all.xml';
/** When the documents of these tests are received. */
export const now = new Date('2026-11-30T12:00:00Z');
export const read = (text: string, contentType?: string) =>
  readFeed({ body: Buffer.from(text), contentType, url, now });
/** The story of a document with one item. */
export const only = async (text: string) => {
  const { items } = await read(text);
  expect(items).toHaveLength(1);
  const { story } = items[0]!;
  expect(storySchema.safeParse(story).error).toBeUndefined();
  return story;
};
/** RSS 2.0 with one item. */
export const rss = (item: string, more = ''): string =>
  '<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/" ' +
  'xmlns:content="http://purl.org/rss/1.0/modules/content/" ' +
  'xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/" xmlns:atom="http://www.w3.org/2005/Atom" ' +
  `xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel>${more}<item>${item}</item></channel></rss>`;
/** Atom with one entry. */
export const atom = (entry: string, more = ''): string =>
  `<feed xmlns="http://www.w3.org/2005/Atom">${more}<entry>${entry}</entry></feed>`;
