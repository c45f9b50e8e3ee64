/** Why a button does nothing, in words for who pressed it. */
export class ConsoleError extends Error {
  override readonly name = 'Refusal';
}
