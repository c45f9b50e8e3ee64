import * as z from 'zod/mini';
import { named, annotated } from '../annotated.ts';

const faultSchema = z.object({
  pointer: z.optional(annotated(z.string(), 'Where in the body, as a JSON pointer.', '#/filter/topics/0')),
  parameter: z.optional(annotated(z.string(), 'Which parameter of the query.', 'limit')),
  detail: annotated(z.string(), 'What is wrong, and what to do.', 'must be at most 100'),
});

export const problemSchema = named(
  'Problem',
  z.object({
    title: annotated(z.string(), 'The status in words.', 'Unprocessable Content'),
    status: annotated(z.int(), 'The status.', 422),
    detail: annotated(
      z.string(),
      'What was wrong, and what to do.',
      'Something in the body is not as it should be: see errors.',
    ),
    errors: z.optional(annotated(z.array(faultSchema), 'Each fault, where there may be several.')),
  }),
  'What a request did wrong (RFC 9457).',
);
