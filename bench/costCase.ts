import type { MeterLine } from '../local/meter/meter.ts';

/** Something that is paid for, and can be done over and over. */
export interface CostCase {
  readonly what: string;
  /** Done before each run, and not counted. */
  readonly prepare?: () => Promise<void>;
  /** @throws where it did not do what it says */
  readonly run: () => Promise<void>;
  /** Whether a line of the meter belongs to it; all do unless told. */
  readonly counts?: (line: MeterLine) => boolean;
  /** How many of what it is named after a run does; 1 unless told. */
  readonly times?: number;
  /** How often it is run; ten times unless told. */
  readonly runs?: number;
  readonly close?: () => Promise<void>;
}
