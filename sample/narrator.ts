import * as z from 'zod/mini';
import type { AlarmStatus } from '../local/cloudwatch/alarmStatus.ts';
import type { Mail } from '../local/mail/mail.ts';
import type { Notification } from '../local/sources/taps.ts';

const eventSchema = z.object({
  type: z.string().check(z.regex(/^article\./)),
  at: z.string(),
  article: z.object({ version: z.int(), title: z.string(), source: z.object({ name: z.string() }) }),
});

/**
 * One line for an event of an article, none for one of a comment:
 * "12:03:04  published   South Korea and Japan … (Eurasia Media Network) v1".
 */
export function lineOf({ message }: Notification): string | undefined {
  const event = eventSchema.safeParse(parse(message));
  if (!event.success) return undefined;
  const { type, at, article } = event.data;
  const time = new Date(at).toTimeString().slice(0, 8);
  return `${time}  ${type.slice('article.'.length).padEnd(10)}  ${article.title}  (${article.source.name}) v${article.version}`;
}

/** One line for a mail: "12:03:04  mailed      South Korea and Japan … (to aylin@baku.example)". */
export const lineOfMail = ({ at, subject, to }: Pick<Mail, 'at' | 'subject' | 'to'>): string =>
  `${at.toTimeString().slice(0, 8)}  ${'mailed'.padEnd(10)}  ${subject}  (to ${to.join(', ')})`;

/**
 * One line for an alarm: "12:03:04  ALARM       Polls dead letters: A source was not … What to do:
 * docs/runbook.md#polls-dead-letters".
 */
export const lineOfAlarm = ({ sinceMs, state, name, description }: AlarmStatus): string =>
  `${new Date(sinceMs).toTimeString().slice(0, 8)}  ${(state === 'ALARM' ? 'ALARM' : 'calm again').padEnd(10)}  ` +
  `${name}${state === 'ALARM' ? `: ${description}` : ''}`;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
