/** The prefixes that the rest of the code goes by, and the namespaces that they stand for. */
export const namespaceOf = {
  atom: 'http://www.w3.org/2005/Atom',
  rss: 'http://purl.org/rss/1.0/',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  content: 'http://purl.org/rss/1.0/modules/content/',
  dc: 'http://purl.org/dc/elements/1.1/',
  dcterms: 'http://purl.org/dc/terms/',
  media: 'http://search.yahoo.com/mrss/',
  itunes: 'http://www.itunes.com/dtds/podcast-1.0.dtd',
  sy: 'http://purl.org/rss/1.0/modules/syndication/',
  prism: 'http://prismstandard.org/namespaces/basic/2.0/',
  at: 'http://purl.org/atompub/tombstones/1.0',
  xhtml: 'http://www.w3.org/1999/xhtml',
  feedburner: 'http://rssnamespace.org/feedburner/ext/1.0',
  xml: 'http://www.w3.org/XML/1998/namespace',
} as const;

/** Older and misspelt names of the same namespaces. */
const aliases: readonly (readonly [string, string])[] = [
  ['http://purl.org/atom/ns#', 'atom'], // Atom 0.3
  ['http://my.netscape.com/rdf/simple/0.9/', 'rss'],
  ['http://channel.netscape.com/rdf/simple/0.9/', 'rss'],
  ['http://backend.userland.com/rss2', 'rss'],
  ['http://video.search.yahoo.com/mrss', 'media'],
  ['http://tools.search.yahoo.com/mrss', 'media'],
  ['http://prismstandard.org/namespaces/1.2/basic/', 'prism'],
  ['http://prismstandard.org/namespaces/basic/2.1/', 'prism'],
  ['http://prismstandard.org/namespaces/basic/3.0/', 'prism'],
];

const normal = (uri: string): string =>
  uri
    .trim()
    .toLowerCase()
    .replace(/^https:/, 'http:')
    .replace(/[/#]$/, '');
const prefixes = new Map(
  [...Object.entries(namespaceOf).map(([prefix, uri]) => [uri, prefix] as const), ...aliases].map(([uri, prefix]) => [
    normal(uri),
    prefix,
  ]),
);

/** Our prefix for a namespace, whatever prefix the document gave it; undefined for one that means nothing to us. */
export const prefixOf = (uri: string): string | undefined => prefixes.get(normal(uri));
