import * as z from 'zod/mini';
import { epochSecondsSchema } from '../../platform/values/schema.ts';

/** A message of the polls queue: poll this source, which was due then. A later due time on the row makes it stale. */
export const pollSchema = z.object({ sourceId: z.string(), dueAt: epochSecondsSchema });
export type Poll = z.infer<typeof pollSchema>;

/** A message of the leases queue: the source's row says which hub to ask, and for what. */
export const leaseSchema = z.object({ sourceId: z.string() });
export type LeaseMessage = z.infer<typeof leaseSchema>;
