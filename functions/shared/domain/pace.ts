/** What all who send mail share. Times in milliseconds since 1970. */
export interface Pace {
  readonly revision: number;
  /** When the next mail may go. */
  readonly nextAtMs: number;
  /** The UTC day that is counted. */
  readonly day: string;
  readonly sentToday: number;
  /** SES took no more: nobody tries until then. */
  readonly closedUntilMs?: number | undefined;
  readonly reason?: string | undefined;
}

export interface PaceLimits {
  readonly perSecond: number;
  readonly perDay: number;
}

/** `startAtMs`: when the first may go, the others one by one after it. `waitUntilMs`: nothing goes before. */
export type Reserved = { readonly startAtMs: number; readonly eachMs: number } | { readonly waitUntilMs: number; readonly reason: string };

export const noPace: Pace = { revision: 0, nextAtMs: 0, day: '', sentToday: 0 };

/**
 * Takes places for so many mails.
 * @returns also the row as it is then; none where nothing was taken
 */
export function reserved(pace: Pace, count: number, { perSecond, perDay }: PaceLimits, now: Date): Reserved & { next?: Omit<Pace, 'revision'> } {
  const nowMs = now.getTime();
  const { closedUntilMs = 0, reason = 'SES takes no more for now.' } = pace;
  if (closedUntilMs > nowMs) return { waitUntilMs: closedUntilMs, reason };
  const day = now.toISOString().slice(0, 10);
  const sentToday = (pace.day === day ? pace.sentToday : 0) + count;
  if (sentToday > perDay) return { waitUntilMs: Date.parse(`${day}T24:00:00Z`), reason: `Today's ${perDay} mails are sent.` };
  const startAtMs = Math.max(nowMs, pace.nextAtMs);
  const eachMs = 1000 / perSecond;
  return { startAtMs, eachMs, next: { nextAtMs: startAtMs + count * eachMs, day, sentToday } };
}

/** @returns undefined where it is closed for as long already */
export function closed({ nextAtMs, day, sentToday, closedUntilMs = 0 }: Pace, until: Date, reason: string): Omit<Pace, 'revision'> | undefined {
  return closedUntilMs >= until.getTime() ? undefined : { nextAtMs, day, sentToday, closedUntilMs: until.getTime(), reason };
}

/** How many mails may still go today; none while SES takes no more. */
export function placesLeft({ closedUntilMs = 0, day, sentToday }: Pace, { perDay }: PaceLimits, now: Date): number {
  if (closedUntilMs > now.getTime()) return 0;
  return day === now.toISOString().slice(0, 10) ? Math.max(0, perDay - sentToday) : perDay;
}

/** How long nobody asks SES after it has shut: `full` is its quota of 24 hours, what `stopped` it a person must mend. */
const shutMinutes = { full: 60, stopped: 5 } as const;

/** When SES may be asked again after an answer; undefined where it has not shut. */
export function shutUntil(what: string, now: Date): Date | undefined {
  return what === 'full' || what === 'stopped' ? new Date(now.getTime() + shutMinutes[what] * 60_000) : undefined;
}
