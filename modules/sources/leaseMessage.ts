import * as z from 'zod/mini';

/** A message of the leases queue: the source's row says which hub to ask, and for what. */
export const leaseSchema = z.object({ sourceId: z.string() });
export type LeaseMessage = z.infer<typeof leaseSchema>;
