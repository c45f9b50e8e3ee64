import type { Settings } from '../../../lib/settings/schema.ts';

/** One line of what the doctor found. */
export interface Check {
  readonly what: string;
  /** `later` cannot be known before something that comes first. */
  readonly state: 'right' | 'missing' | 'later';
  readonly says: string;
  /** The record, the command or the setting that mends it. */
  readonly mend?: string;
}

/** The stage that is looked at. */
export interface Patient {
  readonly stage: string;
  readonly settings: Settings;
  readonly aws: NonNullable<Settings['aws']>;
}

export const right = (what: string, says: string): Check => ({ what, state: 'right', says });
export const missing = (what: string, says: string, mend: string): Check => ({ what, state: 'missing', says, mend });
export const later = (what: string, says: string): Check => ({ what, state: 'later', says });

/** The error's own words where it is about the asked-for thing; anything else is no finding, but an error. */
export const isNotThere = (error: unknown): boolean =>
  error instanceof Error && (/NotFound|does not exist/i.test(error.name) || /does not exist/i.test(error.message));
