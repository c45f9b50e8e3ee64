import * as z from 'zod/mini';
import { partnerIdSchema } from './endpoint.ts';
import { instantSchema } from '../../platform/values/schema.ts';

/** A site that republishes our articles. */
export const partnerSchema = z.object({
  id: partnerIdSchema,
  name: z.string(),
  /** SHA-256 of its API keys, the newest first; keys are 256 random bits, so a fast hash is safe. */
  keys: z.array(z.object({ hash: z.string(), createdAt: instantSchema, expiresAt: z.optional(instantSchema) })),
  createdAt: instantSchema,
});
export type Partner = z.infer<typeof partnerSchema>;
