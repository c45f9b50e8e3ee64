/** What the twin says to the person who started it: printed without a stack. */
export class TwinError extends Error {
  override readonly name = 'TwinError';
}
