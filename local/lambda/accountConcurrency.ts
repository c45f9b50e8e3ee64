/**
 * How many invocations the account runs at once; what is more Lambda throttles. "Concurrent executions", 1,000 in a
 * Region: "New AWS accounts have reduced concurrency and memory quotas",
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export class AccountConcurrency {
  readonly #limit: number;
  #running = 0;

  constructor(limit = 1_000) {
    this.#limit = limit;
  }

  /** Runs work where there is room; undefined where Lambda throttles. */
  async run<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
    if (this.#running >= this.#limit) return undefined;
    this.#running += 1;
    try {
      return await work();
    } finally {
      this.#running -= 1;
    }
  }
}
