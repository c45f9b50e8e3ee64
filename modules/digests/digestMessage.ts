import * as z from 'zod/mini';
import { epochSecondsSchema } from '../../platform/values/schema.ts';

/** A message of the digests queue: this reader's digest, which is due since then, up to a place in the log. */
export const digestMessageSchema = z.object({ subscriberId: z.string(), dueAt: epochSecondsSchema, until: z.int() });
export type DigestMessage = z.infer<typeof digestMessageSchema>;
