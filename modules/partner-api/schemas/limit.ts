import * as z from 'zod/mini';
import { saying } from './said.ts';

const fallback = 50;
const text = z
  .string()
  .check(z.refine((given) => /^([1-9]\d?|100)$/.test(given), saying('must be a whole number from 1 to 100')));
// A query is text, and this text a number: the description says the latter.
z.globalRegistry.add(text, {
  description: 'How many at most.',
  type: 'integer',
  minimum: 1,
  maximum: 100,
  default: fallback,
  examples: [fallback],
});

/** How long a page of a list is at most. */
export const limitSchema = z._default(z.pipe(text, z.transform(Number)), fallback);
