import type { Call } from './call.ts';
import type { Answer } from './exchange.ts';

/** The answer to a write, and what it cost in indexes beyond what the answer says. */
export interface WriteOutcome {
  readonly answer: Answer;
  readonly indexUnits: number;
  /** The write units that the rows take that stood before it: what a condition that fails is billed for. */
  readonly standingUnits?: number;
}

/**
 * Sees to it that each write leads to its stream records: derived from images, or copied from the engine's own streams.
 */
export interface TableWrites {
  /** Brings the records of what a process that died has written. */
  recover(): Promise<void>;
  /** Runs a call; the records of a write are on disk before the caller has its answer. */
  around(call: Call, effect: () => Promise<Answer>): Promise<WriteOutcome>;
}
