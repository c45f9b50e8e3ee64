import { renderAtom } from './atom.ts';
import type { ServedFeed } from './feedDocument.ts';
import { renderJson } from './json.ts';
import { renderRss } from './rss.ts';

/** The media type and the renderer of each format. */
export const renderers = {
  rss: { type: 'application/rss+xml; charset=utf-8', render: renderRss },
  atom: { type: 'application/atom+xml; charset=utf-8', render: renderAtom },
  json: { type: 'application/feed+json; charset=utf-8', render: renderJson },
} satisfies Record<string, { type: string; render: (document: ServedFeed) => string }>;
