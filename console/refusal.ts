/** Why a button does nothing, in words for who pressed it. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}
