const maxBytes = 15 * 1024 * 1024;
/** The rest is for what stands around it. */
const room = maxBytes - 2_000;

const times = (unit: string, bytes = room): string => unit.repeat(Math.floor(bytes / unit.length));
const each = (unit: (index: number) => string, bytes = room): string => {
  const parts: string[] = [];
  for (let length = 0; length < bytes; length += parts.at(-1)!.length) parts.push(unit(parts.length));
  return parts.join('');
};
const rss = (inner: string, root = ''): string =>
  `<?xml version="1.0"?><rss version="2.0"${root}><channel><title>T</title>${inner}</channel></rss>`;
const item = (inner: string, id = 0): string => `<item><guid>${id}</guid><title>t</title>${inner}</item>`;
const html = (inner: string, id = 0): string => item(`<description><![CDATA[${inner}]]></description>`, id);
const atom = (inner: string): string =>
  `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0">${inner}</feed>`;
const json = (items: string): string => `{"version":"https://jsonfeed.org/version/1.1","items":[${items}]}`;
const nested = (name: string, depth: number): string => `<${name}>`.repeat(depth) + `</${name}>`.repeat(depth);
const honest =
  '<p>The ferry <b>sailed</b> on time, and <a href="/more">more is known</a> of the crew &amp; captain.</p>';

/**
 * Documents of 15 MB, the most that is taken, each the worst that was found of its kind: what is made small, many, deep
 * or broken.
 */
export const worstDocuments: readonly (readonly [string, () => string])[] = [
  [
    'RSS: 2,900 honest items of 5 kB',
    () =>
      rss(
        each((index) =>
          item(
            `<link>https://news.example/${index}</link><description>` +
              `<![CDATA[${honest.repeat(50)}]]>` +
              '</description>',
            index,
          ),
        ),
      ),
  ],
  ['RSS: the smallest items', () => rss(each((index) => `<item><guid>${index}</guid></item>`))],
  [
    'RSS: small items with dates',
    () => rss(each((index) => `<item><guid>${index}</guid><pubDate>Mon, 30 Nov 2026 00:00:00 GMT</pubDate></item>`)),
  ],
  ['RSS: items of relative links', () => rss(each((index) => html('<a href=a>b</a>'.repeat(1_000), index)))],
  ['RSS: bare ampersands', () => rss(item(`<description>${times('& ')}</description>`))],
  ['RSS: HTML entities', () => rss(html(times('&notin;')))],
  ['RSS: no-break spaces', () => rss(html(`<p>${times('&nbsp;')}x</p>`))],
  ['RSS: CDATA sections', () => rss(item(`<description>${times('<![CDATA[a]]>')}</description>`))],
  ['RSS: comments and instructions', () => rss(times('<!----><?a?>'))],
  ['RSS: spaces in a tag', () => rss(`<item ${times(' ')}">`)],
  ['RSS: attributes', () => rss(`<item ${each((index) => `a${index}="" `)}/>`)],
  ['RSS: broken attributes', () => rss(`<item ${each((index) => `a${index}=b `)}/>`)],
  [
    'RSS: prefixes declared at the root, and again',
    () =>
      rss(
        times('<x xmlns:q=""/>', room / 2),
        each((index) => ` xmlns:n${index}="u"`, room / 2),
      ),
  ],
  ['RSS: elements 4,900 deep', () => rss(times(nested('a', 4_900)))],
  ['RSS: elements of distinct names', () => rss(item(each((index) => `<e${index}/>`)))],
  ['RSS: categories', () => rss(item(times('<category>a</category>')))],
  ['RSS: HTML "<"', () => rss(html(times('<')))],
  ['RSS: HTML 1,900 deep, in many items', () => rss(each((index) => html(nested('b', 1_900), index)))],
  ['RSS: HTML left open, in many items', () => rss(each((index) => html('<p><i>'.repeat(990), index)))],
  [
    'RDF: small items',
    () =>
      '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">' +
      '<channel><title>t</title></channel>' +
      `${each((index) => `<item rdf:about="http://a/${index}"><title>t</title></item>`)}</rdf:RDF>`,
  ],
  ['Atom: the smallest entries', () => atom(each((index) => `<entry><id>${index}</id></entry>`))],
  ['Atom: XHTML', () => atom(`<entry><id>a</id><content type="xhtml">${times('<b>a</b>')}</content></entry>`)],
  ['Atom: tombstones', () => atom(each((index) => `<at:deleted-entry ref="${index}"/>`))],
  ['JSON Feed: numbers for items', () => json(`${times('1,')}1`)],
  ['JSON Feed: the smallest items', () => json(`${each((index) => `{"id":${index}},`)}1`)],
  ['JSON Feed: empty items', () => json(`${times('{},')}1`)],
  ['JSON Feed: brackets', () => times('[')],
  ['a page of divs', () => `<html><body>${times('<div>')}`],
  ['nothing but "<"', () => times('<')],
];
