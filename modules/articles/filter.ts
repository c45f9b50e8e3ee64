import * as z from 'zod/mini';
import type { Filterable } from './selectors.ts';

/** Which articles a partner wants; what is left out is not asked. Within a list one match is enough. */
export const filterSchema = z.strictObject({
  sources: z.optional(z.array(z.string())),
  topics: z.optional(z.array(z.string())),
  /** Language ranges (RFC 4647, 3.3.1): "en" takes "en-GB" too. */
  languages: z.optional(z.array(z.string())),
  /** `false` declines what was old when Caravan first saw it. */
  backlog: z.optional(z.boolean()),
});
export type Filter = z.infer<typeof filterSchema>;

/** Whether an article is among those that a filter asks for. */
export function matches(
  { sources, topics, languages, backlog }: Filter,
  { source, topics: own, language, backlog: isBacklog, any }: Filterable,
): boolean {
  return (
    (sources === undefined || sources.includes(source.id)) &&
    !(backlog === false && isBacklog === true) &&
    (any === true ||
      ((topics === undefined || own.some(({ slug }) => topics.includes(slug))) &&
        (languages === undefined || (language !== undefined && languages.some((range) => inRange(language, range))))))
  );
}

/** RFC 4647, 3.3.1: basic filtering. */
function inRange(tag: string, range: string): boolean {
  const [low, lowRange] = [tag.toLowerCase(), range.toLowerCase()];
  return low === lowRange || low.startsWith(`${lowRange}-`);
}
