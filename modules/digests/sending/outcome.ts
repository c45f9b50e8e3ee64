import type { Sent } from './sendOne.ts';

/**
 * What became of a message. `dropped` and `left` need nothing now; `finished` was sent before; `empty` has no story;
 * what was `put off` found no place: its reader stays due.
 */
export type DigestOutcome = Sent | 'dropped' | 'left' | 'finished' | 'empty' | 'put off';

/** An error brings the message back. `cut` is a digest whose window was too long to be read to its beginning. */
export type SettledDigest =
  | { readonly outcome: DigestOutcome; readonly reason?: string | undefined; readonly cut?: boolean }
  | { readonly error: unknown };
