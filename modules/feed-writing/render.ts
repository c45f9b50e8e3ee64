import { renderAtom } from './atom.ts';
import type { ServedFeed } from './feedDocument.ts';
import type { feedFormats } from './feedRequest.ts';
import type { Generators } from './generatorsWhenAsked.ts';
import { renderJson } from './json.ts';
import { renderRss } from './rss.ts';

/** The renderer of each format. */
export const renderers: Readonly<
  Record<(typeof feedFormats)[number], (document: ServedFeed, generators: Generators) => string>
> = {
  rss: renderRss,
  atom: renderAtom,
  json: renderJson,
};
