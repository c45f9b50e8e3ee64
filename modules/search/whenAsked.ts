import { partBeside } from '../../platform/runtime/partBeside.ts';
import type * as Findable from './findable.ts';

/**
 * What tells which words find an article, loaded when somebody first searches: stemmers and stop words of ten languages
 * are a fifth of what serve would read at each cold start, and few of its workers are asked to search.
 */
export const findableWhenAsked = async (): Promise<typeof Findable> =>
  (await import(partBeside(import.meta.url, 'findable'))) as typeof Findable;
