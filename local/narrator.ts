import * as z from 'zod/mini';
import type { Notification } from './sources/taps.ts';

const eventSchema = z.object({
  type: z.string().check(z.regex(/^article\./)),
  at: z.string(),
  article: z.object({ version: z.int(), title: z.string(), source: z.object({ name: z.string() }) }),
});

/** One line for an event of an article: "12:03:04  published   South Korea and Japan … (Eurasia Media Network) v1". */
export function lineOf({ message }: Notification): string | undefined {
  const event = eventSchema.safeParse(parse(message));
  if (!event.success) return undefined;
  const { type, at, article } = event.data;
  const time = new Date(at).toTimeString().slice(0, 8);
  return `${time}  ${type.slice('article.'.length).padEnd(10)}  ${article.title}  (${article.source.name}) v${article.version}`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
