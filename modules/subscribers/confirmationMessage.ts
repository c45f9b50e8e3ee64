import * as z from 'zod/mini';
import { preferencesSchema } from './preferences.ts';
import { instantSchema } from '../../platform/values/schema.ts';

/** A message of the confirmations queue: somebody has asked for digests to this address. */
export const confirmationSchema = z.object({
  requestId: z.string(),
  address: z.string(),
  preferences: preferencesSchema,
  asked: instantSchema,
});
export type Confirmation = z.infer<typeof confirmationSchema>;
