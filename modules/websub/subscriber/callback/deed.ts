import type { Decision } from './decide.ts';

/** What a hub's request brought about. */
export interface Deed {
  readonly what: 'granted' | 'denied' | 'left' | 'taken' | 'unsigned';
  readonly status: 200 | 202;
  /** Of a push. */
  readonly poll?: Decision['do'];
  /** Sent back to a hub that verifies, and nothing else. */
  readonly challenge?: string;
}
