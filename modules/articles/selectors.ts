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
