import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';

const schema = z.object({
  endpoint: z.string(),
  url: z.string(),
  consoleUrl: z.optional(z.string()),
  pid: z.int(),
  outputs: z.record(z.string(), z.string()),
  resources: z.record(z.string(), z.object({ type: z.string(), name: z.string(), arn: z.string() })),
});

/** Where a running twin is and what it holds: for the command line. */
export type TwinFile = z.infer<typeof schema>;

const fileIn = (dataDir: string): string => join(dataDir, 'twin.json');

export const writeTwinFile = (dataDir: string, content: TwinFile): void => {
  writeFileSync(fileIn(dataDir), `${JSON.stringify(content, null, 2)}\n`);
};

export const removeTwinFile = (dataDir: string): void => {
  rmSync(fileIn(dataDir), { force: true });
};

/** The twin that runs on a data folder; undefined when none does, or when it ended without a word. */
export function readTwinFile(dataDir: string): TwinFile | undefined {
  let text: string;
  try {
    text = readFileSync(fileIn(dataDir), 'utf8');
  } catch {
    return undefined;
  }
  const content = schema.parse(JSON.parse(text));
  return isRunning(content.pid) ? content : undefined;
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
