import * as z from 'zod/mini';
import { annotated, limitSchema, message } from './annotated.ts';

const slugSchema = (what: string, example: string) => annotated(z.string(), what, example);

const topicLine = z.object({
  slug: slugSchema('The topic, as filters name it.', 'transport'),
  name: annotated(z.string(), 'Its name for people.', 'Transport'),
});
const sourceLine = z.object({
  id: slugSchema('The publisher, as filters name it.', 'eurasia'),
  name: annotated(z.string(), "The publisher's name.", 'Eurasia Media Network'),
});

const next = z.optional(
  annotated(z.string(), 'Give this as `after` to go on. None where there is no more.', 'transport'),
);
export const topicsSchema = z.object({ topics: annotated(z.array(topicLine), 'In the order of their slugs.'), next });
export const sourcesSchema = z.object({ sources: annotated(z.array(sourceLine), 'In the order of their ids.'), next });

export const directoryQuery = z
  .strictObject({
    find: z.optional(
      annotated(
        z.string().check(z.maxLength(100, message('is longer than 100 characters: give a word or two of the name'))),
        'Words of the name, or their beginnings.',
        'trans',
      ),
    ),
    after: z.optional(annotated(z.string().check(z.maxLength(64)), 'The `next` of an earlier answer.', 'sport')),
    limit: limitSchema,
  })
  .check(
    z.refine(({ find, after }) => find === undefined || after === undefined, {
      error: 'does not go with "find", whose answer has no second part: leave one of the two out',
      path: ['after'],
    }),
  );
