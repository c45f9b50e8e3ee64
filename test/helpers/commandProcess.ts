import { execFile } from 'node:child_process';

/** How a command ended, and what it said. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Types a command at the twin that runs on a data folder, as an operator does: in a process of its own. */
export const caravanProcess = (dataDir: string, args: readonly string[]): Promise<Ran> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      ['cli/caravan.ts', ...args],
      { env: { ...process.env, CARAVAN_DATA: dataDir, NO_COLOR: '1' } },
      (error, out, err) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
      },
    );
  });
