/** Runs steps, says how each went, and counts. */
export class Steps {
  #passed = 0;
  #failed = 0;
  readonly #beganMs = performance.now();

  /** @returns whether it went well */
  async step(name: string, run: () => Promise<unknown>): Promise<boolean> {
    const startedMs = performance.now();
    const took = (): string => `${((performance.now() - startedMs) / 1000).toFixed(1)} s`;
    try {
      const said = await run();
      this.#passed += 1;
      console.log(`  ✓ ${name} (${took()})${typeof said === 'string' ? `: ${said}` : ''}`);
      return true;
    } catch (error) {
      this.#failed += 1;
      console.log(
        `  ✗ ${name} (${took()})\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
      return false;
    }
  }

  /** Runs steps until one fails, as each needs what those before it have done. */
  async inTurn(all: readonly { readonly name: string; readonly run: () => Promise<unknown> }[]): Promise<boolean> {
    for (const { name, run } of all) if (!(await this.step(name, run))) return false;
    return true;
  }

  /** Says the counts in jest's words. @returns the process's exit code */
  end(): number {
    const counts = [
      ...(this.#failed > 0 ? [`${this.#failed} failed`] : []),
      `${this.#passed} passed`,
      `${this.#passed + this.#failed} total`,
    ];
    console.log(`\nTests: ${counts.join(', ')}\nTime:  ${Math.round((performance.now() - this.#beganMs) / 1000)} s`);
    return this.#failed > 0 ? 1 : 0;
  }
}
