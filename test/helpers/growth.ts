/**
 * How much longer four times the input takes, in one run on one machine: about 4 where time is linear, 16 where it is
 * quadratic. The best of three of each counts, as noise only ever adds.
 * @param size of the smaller input; large enough to take some milliseconds
 */
export async function growth(run: (size: number) => unknown, size: number): Promise<number> {
  const best = async (input: number): Promise<number> => {
    const times: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      const started = performance.now();
      await run(input);
      times.push(performance.now() - started);
    }
    return Math.min(...times);
  };
  await run(size); // compiled before it is timed
  return (await best(4 * size)) / Math.max(await best(size), 5); // below 5 ms the clock's own noise would decide
}

/** Between linear and quadratic, nearer to quadratic. */
export const clearlyNotQuadratic = 11;
