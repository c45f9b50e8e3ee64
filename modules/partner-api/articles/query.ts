import * as z from 'zod/mini';
import type { Filter } from '../../articles/filter.ts';
import { annotated, givenInstant, limitSchema, message } from '../schemas/annotated.ts';
import { isLanguage, isSlug } from '../webhooks/rules.ts';

/** Values with commas between, or the parameter repeated: API Gateway makes commas of that. */
const anyOf = (isGood: (value: string) => boolean, error: string, description: string, example: string) =>
  z.optional(
    z.pipe(
      annotated(
        z.string().check(z.refine((text) => text.split(',').every(isGood), message(error))),
        `${description} Several, with commas between: any of them.`,
        example,
      ),
      z.transform((text: string) => [...new Set(text.split(','))].toSorted()),
    ),
  );

export const formatSchema = z.optional(
  annotated(z.enum(['json', 'ninjs']), 'How articles are written: as in webhooks, or as IPTC ninjs 3.0.', 'json'),
);

export const articlesQuery = z
  .strictObject({
    topic: anyOf(
      isSlug,
      "can match nothing: a topic is named by its slug, as in an article's topics",
      'Topic, by its slug.',
      'transport',
    ),
    source: anyOf(
      (id) => /^[a-z0-9][a-z0-9-]{0,62}$/.test(id),
      "can match nothing: a source is named by its id, as in an article's source",
      'Publisher, by its id.',
      'eurasia',
    ),
    language: anyOf(
      isLanguage,
      'can match nothing: a language is a canonical BCP 47 tag, such as "en" or "pt-BR"',
      'BCP 47 language range: `en` takes `en-GB` too.',
      'en',
    ),
    backlog: z.optional(
      annotated(
        z.enum(['true', 'false']),
        '`false` leaves out backlog: what was old when Caravan first saw it.',
        'false',
      ),
    ),
    since: z.optional(
      givenInstant('RFC 3339: begins with what was announced then, to the second. Not together with `cursor`.'),
    ),
    cursor: z.optional(
      annotated(z.string(), 'The `next` of an earlier answer: goes on from there.', 'AQAAAAAAKgAAAAAAAOOwxEKY_Bw'),
    ),
    limit: limitSchema,
    format: formatSchema,
  })
  .check(
    z.refine(({ since, cursor }) => since === undefined || cursor === undefined, {
      error: 'goes with no cursor, which knows its own place: leave one of the two out',
      path: ['since'],
    }),
  );
export type ArticlesQuery = z.output<typeof articlesQuery>;

export const filterOf = ({
  topic,
  source,
  language,
  backlog,
}: Pick<ArticlesQuery, 'topic' | 'source' | 'language' | 'backlog'>): Filter => ({
  ...(source && { sources: source }),
  ...(topic && { topics: topic }),
  ...(language && { languages: language.map((range) => range.toLowerCase()) }),
  ...(backlog === 'false' && { backlog: false }),
});
