/** See listen.mjs, which partners fetch as it is. */
export function listen(
  args: readonly string[],
  context: {
    readonly ends: AbortSignal;
    readonly env?: Readonly<Record<string, string | undefined>>;
    readonly say?: (line: string) => void;
  },
): Promise<number>;
export function untilInterrupted(): AbortSignal;
