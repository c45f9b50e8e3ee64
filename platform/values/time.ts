/** Times carry their unit in the type: a TTL in milliseconds never expires a row. */
export type EpochSeconds = number & { readonly __unit: 'epoch-seconds' };

/** An ISO 8601 instant in UTC with milliseconds (RFC 3339), as `Date.prototype.toISOString` writes it. */
export type Instant = string & { readonly __unit: 'instant' };

export const epochSeconds = (date: Date): EpochSeconds => Math.floor(date.getTime() / 1000) as EpochSeconds;

export const plusSeconds = (at: EpochSeconds, seconds: number): EpochSeconds =>
  Math.round(at + seconds) as EpochSeconds;

export const instant = (date: Date): Instant => date.toISOString() as Instant;

export const secondsOf = (at: Instant): EpochSeconds => epochSeconds(new Date(at));
