import * as z from 'zod/mini';

/** Readers choose articles by these, beside the source, which an article keeps for ever. */
export const selectorsSchema = z.object({
  topics: z.array(z.object({ slug: z.string() })),
  language: z.optional(z.string()),
  /** More was forgotten than is kept: it may have been known by anything. */
  any: z.optional(z.literal(true)),
});
export type Selectors = z.infer<typeof selectorsSchema>;

/** A partner's choice of articles, and whatever else asks for some of them, sees no more of one than this. */
export interface Filterable extends Omit<Selectors, 'topics' | 'language'> {
  readonly source: { readonly id: string };
  readonly topics: readonly { readonly slug: string }[];
  readonly language?: string | undefined;
  readonly backlog?: true | undefined;
}

/** Rows stay small, whatever a publisher does with its topics. */
const mostFormer = 20;

export const selectorsOf = ({ topics, language }: Pick<Filterable, 'topics' | 'language'>): Selectors => ({
  topics: topics.map(({ slug }) => ({ slug })),
  ...(language !== undefined && { language }),
});

export const sameSelectors = (one: Selectors, other: Selectors): boolean => keyOf(one) === keyOf(other);

/** Adds what an article was known by to what it was known by before that. */
export function withFormer(former: readonly Selectors[] = [], more: Selectors): Selectors[] {
  const all = [more, ...former.filter((one) => !sameSelectors(one, more))];
  return all.length <= mostFormer ? all : [...all.slice(0, mostFormer - 1), { topics: [], any: true }];
}

const keyOf = ({ topics, language, any }: Selectors): string =>
  JSON.stringify([topics.map(({ slug }) => slug).toSorted(), language, any]);

/** Which articles a partner wants; what is left out is not asked. Within a list one match is enough. */
const selecting = {
  sources: z.optional(z.array(z.string())),
  topics: z.optional(z.array(z.string())),
  /** Language ranges (RFC 4647, 3.3.1): "en" takes "en-GB" too. */
  languages: z.optional(z.array(z.string())),
};
export const filterSchema = z.strictObject({
  ...selecting,
  /** `false` declines what was old when Caravan first saw it. */
  backlog: z.optional(z.boolean()),
  /** What its reader may have at all, by the operator's word: both must match. */
  within: z.optional(z.strictObject(selecting)),
});
export type Filter = z.infer<typeof filterSchema>;

/** Whether an article is among those that a filter asks for. */
export function matches({ sources, topics, languages, backlog, within }: Filter, one: Filterable): boolean {
  const { source, topics: own, language, backlog: isBacklog, any } = one;
  return (
    (within === undefined || matches(within, one)) &&
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
