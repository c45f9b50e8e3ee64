import * as z from 'zod/mini';
import { epochSecondsSchema } from '../../platform/values/schema.ts';

/** A message of the polls queue: poll this source, which was due then. Another due time on the row makes it stale. */
export const pollSchema = z.object({ sourceId: z.string(), dueAt: epochSecondsSchema });
export type Poll = z.infer<typeof pollSchema>;
