import type * as Findable from './findable.ts';

/** A file of its own beside the handler's bundle, and this one's neighbour in the project. */
const findable = new URL(import.meta.url.endsWith('.ts') ? './findable.ts' : './findable.mjs', import.meta.url);

/**
 * What tells which words find an article, loaded when somebody first searches: stemmers and stop words of ten languages
 * are a fifth of what serve would read at each cold start, and few of its workers are asked to search.
 */
export const findableWhenAsked = async (): Promise<typeof Findable> => (await import(findable.href)) as typeof Findable;
