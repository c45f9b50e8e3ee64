import * as z from 'zod/mini';
import type { EpochSeconds, Instant } from './time.ts';

/** The building blocks that rows, events and documents share. zod/mini: a fifth of zod's weight in a bundle. */
export const epochSecondsSchema = z.pipe(
  z.int().check(z.gte(0), z.lt(1e11)), // milliseconds would be above
  z.transform((value) => value as EpochSeconds),
);

export const instantSchema = z.pipe(
  z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)),
  z.transform((value) => value as Instant),
);

export const topicSchema = z.object({ slug: z.string().check(z.minLength(1), z.maxLength(64)), name: z.string() });

export const imageSchema = z.object({
  url: z.url(),
  width: z.optional(z.int()),
  height: z.optional(z.int()),
  alt: z.optional(z.string()),
  /** Who made it, in the publisher's words. */
  credit: z.optional(z.string()),
});

export const enclosureSchema = z.object({
  url: z.url(),
  type: z.optional(z.string()),
  lengthBytes: z.optional(z.int()),
});

export type Topic = z.infer<typeof topicSchema>;
export type Image = z.infer<typeof imageSchema>;
export type Enclosure = z.infer<typeof enclosureSchema>;

/** The article's own name for ever, whatever domain serves it: its id as a custom UUID (RFC 9562, 5.8). */
export function urnOf(id: string): string {
  const variant = ((parseInt(id.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `urn:uuid:${id.slice(0, 8)}-${id.slice(8, 12)}-8${id.slice(13, 16)}-${variant}${id.slice(17, 20)}-${id.slice(20)}`;
}
