/** What is asked of rss-parser, by the names that `arrange` gives: all lists, just as they stand. "$" are the attributes. */
export const feedFields: readonly string[] = [
  '$',
  'rss:title', 'rss:link', 'rss:language', 'rss:copyright', 'rss:rights', 'rss:ttl',
  'atom:title', 'atom:link', 'atom:rights', 'dc:title', 'dc:language', 'dc:rights', 'media:copyright',
  'sy:updateperiod', 'sy:updatefrequency', 'at:deleted-entry',
];

export const itemFields: readonly string[] = [
  '$',
  'rss:title', 'rss:link', 'rss:description', 'rss:guid', 'rss:pubdate', 'rss:author', 'rss:category', 'rss:enclosure', 'rss:image',
  'rss:language', 'rss:rights', 'rss:copyright', 'rss:content', 'module-content:encoded', 'xhtml:body', 'xhtml:div', 'feedburner:origlink',
  'atom:id', 'atom:title', 'atom:link', 'atom:summary', 'atom:content', 'atom:author', 'atom:category', 'atom:rights',
  'atom:published', 'atom:issued', 'atom:created', 'atom:updated', 'atom:modified',
  'dc:title', 'dc:description', 'dc:creator', 'dc:subject', 'dc:date', 'dc:language', 'dc:rights', 'dc:identifier',
  'dcterms:created', 'dcterms:issued', 'dcterms:modified',
  'media:title', 'media:description', 'media:copyright', 'media:credit', 'media:keywords', 'media:content', 'media:group', 'media:thumbnail',
  'itunes:author', 'itunes:summary', 'itunes:subtitle', 'itunes:image',
  'prism:publicationdate', 'prism:modificationdate', 'prism:embargodate', 'prism:expirationdate', 'prism:copyright',
];
