import { partBeside } from '../../platform/runtime/partBeside.ts';
import type * as GeneratorsModule from './generators.ts';

export type Generators = typeof GeneratorsModule;

/**
 * What writes feeds, loaded when the first is written: a third of what a page, and of what a webhook, would wait for at
 * a cold start.
 */
export const generatorsWhenAsked = async (): Promise<Generators> =>
  (await import(partBeside(import.meta.url, 'generators'))) as Generators;
