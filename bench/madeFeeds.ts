import { escapeXml } from '../modules/feed-reading/repair/repairTag.ts';
import type { MadeStory } from './madeStories.ts';

const media = 'xmlns:media="http://search.yahoo.com/mrss/"';

const pictureOf = (url: string, title: string): string =>
  `<media:content url="${url}" medium="image" width="1200" height="675">` +
  `<media:description>${escapeXml(title)}</media:description></media:content>`;

const item = ({ guid, title, url, summary, html, author, topics, published }: MadeStory): string => `<item>
<title>${escapeXml(title)}</title><link>${url}?utm_source=rss&amp;utm_medium=feed</link><guid isPermaLink="false">${guid}</guid>
<pubDate>${published.toUTCString()}</pubDate><dc:creator>${author}</dc:creator>
${topics.map((topic) => `<category>${escapeXml(topic)}</category>`).join('')}
<description>${escapeXml(summary)}</description>
<content:encoded><![CDATA[${html}]]></content:encoded>
${pictureOf(`${url}.jpg`, title)}
</item>`;

/**
 * RSS 2.0 as news sites write it: full content, an image, three topics.
 * @param withdrawn guids that the publisher takes back (RFC 6721)
 */
export const rssOf = (
  stories: readonly MadeStory[],
  withdrawn: readonly string[] = [],
): string => `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:at="http://purl.org/atompub/tombstones/1.0" ${media}>
<channel><title>Measured news</title><link>https://news.example/</link><description>Made up to be measured</description><language>en</language>
${stories.map(item).join('\n')}
${withdrawn.map((guid) => `<at:deleted-entry ref="${guid}" when="2026-02-01T00:00:00Z"/>`).join('\n')}
</channel></rss>`;

/**
 * The same, broken as the web breaks it: text before the declaration, bare ampersands, a prefix undeclared, tags left
 * open, the end cut off.
 */
export const brokenRssOf = (stories: readonly MadeStory[]): string =>
  (
    `\nWarning: feed.php on line 7\n` +
    `${rssOf(stories).replaceAll('&amp;', '&').replace(media, '').replaceAll('<description>', '<description><p>&nbsp;')}`
  ).slice(0, -300);

/** JSON Feed 1.1. */
export const jsonFeedOf = (stories: readonly MadeStory[]): string =>
  JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: 'Measured news',
    home_page_url: 'https://news.example/',
    language: 'en',
    items: stories.map(({ guid, title, url, summary, html, author, topics, published }) => ({
      id: guid,
      url,
      title,
      summary,
      content_html: html,
      authors: [{ name: author }],
      tags: topics,
      date_published: published.toISOString(),
      image: `${url}.jpg`,
    })),
  });
