import { PolledSource } from '../corpus/announced.ts';

/** An item of a made feed, and how it is written. */
export interface Item {
  readonly guid?: string;
  readonly link?: string;
  readonly title?: string;
  /** The hour of a day. */
  readonly hour?: number;
  readonly text?: string;
  readonly more?: string;
}

/** As RSS has it. */
const item = ({ guid, link, title, hour, text, more = '' }: Item): string =>
  [
    '<item>',
    ...(guid === undefined ? [] : [`<guid isPermaLink="false">${guid}</guid>`]),
    ...(link === undefined ? [] : [`<link>${link}</link>`]),
    ...(title === undefined ? [] : [`<title>${title}</title>`]),
    ...(hour === undefined ? [] : [`<pubDate>Sun, 29 Nov 2026 ${String(hour).padStart(2, '0')}:00:00 GMT</pubDate>`]),
    ...(text === undefined ? [] : [`<description><![CDATA[${text}]]></description>`]),
    `${more}</item>`,
  ].join('');
/** A document of RSS with these items. */
export const feed = (...items: Item[]): string =>
  `<rss version="2.0"><channel><title>T</title>${items.map(item).join('')}</channel></rss>`;
/** A story by its number, which is also the hour of its day. */
export const story = (number: number, but: Item = {}): Item => ({
  guid: `https://www.news.example/${number}`,
  link: `https://www.news.example/${number}`,
  title: `Story ${number}`,
  hour: number,
  text: `<p>Text of story ${number}.</p>`,
  ...but,
});

/** What is told at each poll: the beginnings of words and titles. */
export async function told(...documents: string[]): Promise<string[][]> {
  const source = new PolledSource();
  const steps: string[][] = [];
  for (const document of documents) {
    const { events } = await source.poll(document);
    steps.push(events.map(({ type, article }) => `${type.slice('article.'.length)} ${article.title}`).toSorted());
  }
  return steps;
}
