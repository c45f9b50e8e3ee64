/** The middle of some figures: what other work on the machine delays stands at their ends. */
export function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** How long something takes, in milliseconds. */
export async function milliseconds(task: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await task();
  return performance.now() - start;
}

/**
 * Runs tasks in turn, A B A B …, so that whatever else the machine does meets all of them alike. A round more than told
 * is run, and the first does not count: it fills caches.
 * @returns for each task what its rounds gave
 */
export async function inTurn<T>(rounds: number, tasks: readonly (() => Promise<T>)[]): Promise<T[][]> {
  const results = tasks.map((): T[] => []);
  for (let round = 0; round <= rounds; round++) {
    for (const [index, task] of tasks.entries()) {
      const result = await task();
      if (round > 0) results[index]!.push(result);
    }
  }
  return results;
}
