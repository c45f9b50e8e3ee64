import * as z from 'zod';

// Every object lets unknown fields through: a sender may add fields at any time, and a receiver must not break on them.

const time = z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString());

/** An address that is not of the web costs the link or the picture, never the article. */
const webUrl = z.url({ protocol: /^https?$/ });
const optionalUrl = webUrl.optional().catch(undefined);

const identity = {
  id: z.string().regex(/^[0-9a-f]{32}$/, 'must be 32 hexadecimal digits'),
  version: z.int().min(1),
};

/** An article as it is sent, without its text, which is long and stands apart in the store. */
export const articleSchema = z.object({
  ...identity,
  title: z.string(),
  summary: z.string(),
  url: optionalUrl,
  source: z.object({ id: z.string(), name: z.string(), url: optionalUrl }),
  attribution: z.string().min(1, 'must be given: it is printed with the article'),
  authors: z.array(z.string()),
  topics: z.array(z.object({ slug: z.string().min(1), name: z.string() })),
  language: z.string().optional(),
  image: z
    .object({ url: webUrl, width: z.int().optional(), height: z.int().optional(), alt: z.string().optional() })
    .optional()
    .catch(undefined),
  enclosures: z
    .array(z.object({ url: webUrl, type: z.string().optional() }))
    .optional()
    .catch(undefined),
  rights: z.string().optional(),
  published: time.optional(),
  updated: time.optional(),
});
export type Article = z.infer<typeof articleSchema>;

/** What stays of an article that its publisher has withdrawn. */
export const withdrawalSchema = z.object({
  ...identity,
  source: z.object({ name: z.string() }),
  reason: z.string().optional(),
});
export type Withdrawal = z.infer<typeof withdrawalSchema>;

const eventSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal(['article.published', 'article.updated']),
    timestamp: time,
    data: articleSchema.extend({ content: z.string().optional() }),
  }),
  z.object({ type: z.literal('article.withdrawn'), timestamp: time, data: withdrawalSchema }),
  z.object({ type: z.literal('webhook.test'), timestamp: time }),
]);
export type Event = z.infer<typeof eventSchema>;
/** An event that changes an article, and so the store. */
export type ArticleEvent = Exclude<Event, { type: 'webhook.test' }>;

const typeSchema = z.object({ type: z.string() });
const knownTypes: readonly string[] = ['article.published', 'article.updated', 'article.withdrawn', 'webhook.test'];

/** A body that is signed well, and is not what was agreed on. */
export class EventError extends Error {}

/** The event in a body; for a type that this site does not know, its name alone. */
export function parseEvent(body: string): Event | { readonly unknownType: string } {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch (cause) {
    throw new EventError('The body is not JSON.', { cause });
  }
  const { type } = parse(typeSchema, json);
  return knownTypes.includes(type) ? parse(eventSchema, json) : { unknownType: type };
}

function parse<T>(schema: z.ZodType<T>, json: unknown): T {
  const result = schema.safeParse(json);
  if (!result.success) throw new EventError(`The body is not an event of Caravan:\n${z.prettifyError(result.error)}`);
  return result.data;
}
