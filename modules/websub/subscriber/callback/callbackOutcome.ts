import type { CallbackDecision } from './decide.ts';

/** What a hub's request brought about. */
export interface CallbackOutcome {
  readonly what: 'granted' | 'denied' | 'left' | 'taken' | 'unsigned';
  readonly status: 200 | 202;
  /** Of a push. */
  readonly poll?: CallbackDecision['do'];
  /** Sent back to a hub that verifies, and nothing else. */
  readonly challenge?: string;
}
