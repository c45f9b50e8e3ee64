type Step = () => unknown;

/** Steps to undo, in the reverse order of their doing; each step runs even when another fails. */
export class Shutdown {
  readonly #steps: Step[] = [];
  #running: Promise<void> | undefined;

  add(...steps: Step[]): void {
    this.#steps.push(...steps);
  }

  /** Runs all steps once; whoever asks again waits for the same end. */
  run(): Promise<void> {
    this.#running ??= this.#all();
    return this.#running;
  }

  async #all(): Promise<void> {
    const errors: unknown[] = [];
    for (const step of this.#steps.reverse()) {
      try {
        await step();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw new AggregateError(errors, 'The twin did not stop cleanly.');
  }
}
