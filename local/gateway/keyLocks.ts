/**
 * Lets one holder at a time through for each key; more keys are taken in order, so that two holders never wait for each
 * other.
 */
export class KeyLocks {
  readonly #tails = new Map<string, Promise<void>>();

  async hold<Result>(keys: readonly string[], work: () => Promise<Result>): Promise<Result> {
    const [key, ...rest] = [...new Set(keys)].sort();
    if (key === undefined) return work();
    const before = this.#tails.get(key) ?? Promise.resolve();
    const mine = before.then(() => this.hold(rest, work));
    const tail = mine.then(
      () => undefined,
      () => undefined,
    );
    this.#tails.set(key, tail);
    try {
      return await mine;
    } finally {
      if (this.#tails.get(key) === tail) this.#tails.delete(key);
    }
  }
}
