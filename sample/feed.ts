import { guidOf, storyOf, type NewsroomItem, type NewsroomState } from './newsroom.ts';
import { imageSize } from './picture.ts';

export const publisherName = 'Eurasia Media Network (sample)';

export const escapeXml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
const date = (iso: string): string => new Date(iso).toUTCString();

/** The article's HTML. */
export function contentOf(item: NewsroomItem, base: string): string {
  const { paragraphs, title, slug } = storyOf(item);
  return [
    `<figure><img src="${base}/images/${slug}.svg" alt="${escapeXml(title)}" width="${imageSize.width}" ` +
      `height="${imageSize.height}"></figure>`,
    ...paragraphs.map((text) => `<p>${escapeXml(text)}</p>`),
  ].join('\n');
}

function itemXml(item: NewsroomItem, base: string): string {
  const { slug, title, summary, author, categories } = storyOf(item);
  return `    <item>
      <title>${escapeXml(title)}</title>
      <link>${base}/stories/${slug}-${item.edition}</link>
      <guid isPermaLink="false">${guidOf(item)}</guid>
      <pubDate>${date(item.publishedAt)}</pubDate>
      ${item.correctedAt === undefined ? '' : `<atom:updated>${item.correctedAt}</atom:updated>`}
      <dc:creator>${escapeXml(author)}</dc:creator>
      ${categories.map((category) => `<category>${escapeXml(category)}</category>`).join('')}
      <description>${escapeXml(summary)}</description>
      <content:encoded><![CDATA[${contentOf(item, base)}]]></content:encoded>
      <media:content url="${base}/images/${slug}.svg" type="image/svg+xml" medium="image"
        width="${imageSize.width}" height="${imageSize.height}"/>
    </item>`;
}

/** The feed: RSS 2.0, with what has been withdrawn as RFC 6721 tells it. */
export function feedXml(state: NewsroomState, base: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0"
     xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
     xmlns:media="http://search.yahoo.com/mrss/">
  <channel>
    <title>${publisherName}</title>
    <link>${base}/</link>
    <description>News between Europe and Asia, made up for your own machine.</description>
    <language>en</language>
    <copyright>Free to republish with the attribution “Source: ${publisherName}”</copyright>
    <lastBuildDate>${date(state.changedAt)}</lastBuildDate>
    <ttl>5</ttl>
    <atom:link href="${base}/feed.xml" rel="self" type="application/rss+xml"/>
${state.items.map((item) => itemXml(item, base)).join('\n')}
${state.withdrawn.map(({ guid, at }) => `    <at:deleted-entry ref="${guid}" when="${at}"/>`).join('\n')}
  </channel>
</rss>
`;
}
