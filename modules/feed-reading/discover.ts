import { Parser } from 'htmlparser2';
import { tame } from './story/tame.ts';

/** Longer ones are no addresses that a row should hold. */
const longestUrl = 2_000;
const feedTypes = /^application\/(?:rss\+xml|atom\+xml|rdf\+xml|feed\+json|json|xml)$/i;

/**
 * Feeds that an HTML page links to (`rel="alternate"`, RSS autodiscovery).
 * @param url the page's own address
 * @returns absolute http(s) addresses, each once, in the page's order
 */
export function discoverFeeds(html: string, url: string): string[] {
  let base = url;
  const found = new Set<string>();
  const parser = new Parser({
    onopentag(name, { rel = '', type = '', href = '' }) {
      if (name === 'base' && URL.canParse(href, url)) base = new URL(href, url).href;
      if (name !== 'link' || !/\balternate\b/i.test(rel) || !feedTypes.test(type.trim()) || !URL.canParse(href, base))
        return;
      const feed = new URL(href, base);
      if ((feed.protocol === 'http:' || feed.protocol === 'https:') && feed.href.length <= longestUrl)
        found.add(feed.href);
    },
  });
  parser.end(tame(html));
  return [...found].slice(0, 20);
}
