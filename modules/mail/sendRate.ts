/** Shared by all who send mail. Times in milliseconds since 1970. */
export interface SendRate {
  readonly revision: number;
  /** When the next mail may go. */
  readonly nextAtMs: number;
  /**
   * How many mails took a place, by the hour since 1970 that they took it in; hours that count no more are left out.
   */
  readonly sentByHour: Readonly<Record<string, number>>;
  /** SES took no more: nobody tries until then. */
  readonly closedUntilMs?: number | undefined;
  readonly reason?: string | undefined;
}

export interface SendLimits {
  readonly perSecond: number;
  /**
   * In any 24 hours, as SES counts: "the maximum number of emails you can send in a 24-hour period" (SES developer
   * guide, "Sending quotas").
   */
  readonly perDay: number;
}

/** `startAtMs`: when the first may go, the others one by one after it. `waitUntilMs`: nothing goes before. */
export type Reserved =
  { readonly startAtMs: number; readonly eachMs: number } | { readonly waitUntilMs: number; readonly reason: string };

export const unusedRate: SendRate = { revision: 0, nextAtMs: 0, sentByHour: {} };

const hourMs = 3_600_000;
/** An hour's mails count until the last of them is 24 hours old. */
const countedHours = 25;
const hourOf = (ms: number): number => Math.floor(ms / hourMs);

/** The hours that still count, the oldest first, with how many mails each has. */
const counting = ({ sentByHour }: Pick<SendRate, 'sentByHour'>, nowMs: number): [hour: number, mails: number][] =>
  Object.entries(sentByHour)
    .map(([hour, mails]): [number, number] => [Number(hour), mails])
    .filter(([hour]) => hour > hourOf(nowMs) - countedHours)
    .toSorted(([one], [other]) => one - other);

/** How many mails took a place within the last 24 hours; those of a first hour that is partly past count whole. */
export const sentInDay = (pace: Pick<SendRate, 'sentByHour'>, now: Date): number =>
  counting(pace, now.getTime()).reduce((sum, [, mails]) => sum + mails, 0);

/**
 * Takes places for so many mails.
 * @returns also the row as it is then; none where nothing was taken
 */
export function reserved(
  pace: SendRate,
  count: number,
  { perSecond, perDay }: SendLimits,
  now: Date,
): Reserved & { next?: Omit<SendRate, 'revision'> } {
  const nowMs = now.getTime();
  const { closedUntilMs = 0, reason = 'SES takes no more for now.' } = pace;
  if (closedUntilMs > nowMs) return { waitUntilMs: closedUntilMs, reason };
  const hours = counting(pace, nowMs);
  if (sentInDay(pace, now) + count > perDay)
    return { waitUntilMs: roomAt(hours, perDay - count, nowMs), reason: `The ${perDay} mails of 24 hours are sent.` };
  const startAtMs = Math.max(nowMs, pace.nextAtMs);
  const eachMs = 1000 / perSecond;
  const sentByHour = { ...Object.fromEntries(hours), [hourOf(nowMs)]: (pace.sentByHour[hourOf(nowMs)] ?? 0) + count };
  return { startAtMs, eachMs, next: { nextAtMs: startAtMs + count * eachMs, sentByHour } };
}

/** When so many of the counted mails are a day old that no more than `most` count. */
function roomAt(hours: readonly (readonly [hour: number, mails: number])[], most: number, nowMs: number): number {
  let left = hours.reduce((sum, [, mails]) => sum + mails, 0);
  for (const [hour, mails] of hours) {
    left -= mails;
    if (left <= most) return (hour + countedHours) * hourMs;
  }
  return nowMs + hourMs; // more at once than a day has
}

/** The use of places that were taken: those that it did not use, and until when it is shut, where it is. */
export interface Answered {
  readonly unused: number;
  readonly shut?: { readonly until: Date; readonly reason: string } | undefined;
}

/** @returns the row with unused places given back, and shut where SES is; undefined where it says all that already */
export function answered(
  { nextAtMs, sentByHour, closedUntilMs = 0, reason }: SendRate,
  { unused, shut }: Answered,
): Omit<SendRate, 'revision'> | undefined {
  const isShutLonger = shut !== undefined && shut.until.getTime() > closedUntilMs;
  if (unused === 0 && !isShutLonger) return undefined;
  let back = unused;
  // Places are given back within minutes: they were taken in the last hour that counts, or in the one before it.
  const left = Object.entries(sentByHour)
    .toSorted(([one], [other]) => Number(other) - Number(one))
    .map(([hour, mails]): [string, number] => {
      const returned = Math.min(back, mails);
      back -= returned;
      return [hour, mails - returned];
    });
  const rate = { nextAtMs, sentByHour: Object.fromEntries(left) };
  if (isShutLonger) return { ...rate, closedUntilMs: shut.until.getTime(), reason: shut.reason };
  return closedUntilMs > 0 ? { ...rate, closedUntilMs, reason } : rate;
}

/** How many mails may still go within these 24 hours; none while SES takes no more. */
export function quotaLeft(pace: SendRate, { perDay }: SendLimits, now: Date): number {
  if ((pace.closedUntilMs ?? 0) > now.getTime()) return 0;
  return Math.max(0, perDay - sentInDay(pace, now));
}

/**
 * How long nobody asks SES after it has shut. `full` is its quota of 24 hours, which others of the account use up too:
 * "wait for an interval of up to 10 minutes, and then retry" (SES developer guide, "Errors related to the sending
 * quotas"). Where it is `stopped`, a person must mend it.
 */
const shutMinutes = { full: 10, stopped: 5 } as const;

/** When SES may be asked again after an answer; undefined where it has not shut. */
export function shutUntil(what: string, now: Date): Date | undefined {
  return what === 'full' || what === 'stopped' ? new Date(now.getTime() + shutMinutes[what] * 60_000) : undefined;
}
