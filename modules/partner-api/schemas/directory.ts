import * as z from 'zod/mini';
import { annotated, limitSchema, message } from './annotated.ts';

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
