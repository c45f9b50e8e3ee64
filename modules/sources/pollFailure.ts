import * as z from 'zod/mini';
import { instantSchema } from '../../platform/values/schema.ts';
import { outcomeKinds } from './source.ts';

/** A failed poll, as an operator looks at it: when, why, and the beginning of what the publisher answered. */
export const pollFailureSchema = z.object({
  at: instantSchema,
  kind: z.enum(outcomeKinds),
  words: z.string(),
  answer: z.optional(z.object({ status: z.int(), contentType: z.optional(z.string()), body: z.string() })),
});
export type PollFailure = z.infer<typeof pollFailureSchema>;

/** Of a source so many failures are kept, newest first, and the answer of the newest alone. */
export const keptFailures = 5;
export const keptAnswerBytes = 4096;
