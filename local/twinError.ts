/** An error for the person who started the twin: printed without a stack. */
export class TwinError extends Error {
  override readonly name = 'TwinError';
}
