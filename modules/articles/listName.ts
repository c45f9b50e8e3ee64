import * as z from 'zod/mini';
import type { Filter } from './filter.ts';

const namedListSchema = z.object({ kind: z.enum(['topic', 'source']), slug: z.string() });

/** A list that a feed shows: everything, a topic, or a source. */
export const listNameSchema = z.union([z.object({ kind: z.literal('all') }), namedListSchema]);
export type ListName = z.infer<typeof listNameSchema>;
export type NamedList = z.infer<typeof namedListSchema>;

/** The filter of an endpoint that asks for what stands in a list. */
export function filterOf(list: ListName): Filter {
  if (list.kind === 'all') return {};
  return list.kind === 'topic' ? { topics: [list.slug] } : { sources: [list.slug] };
}
