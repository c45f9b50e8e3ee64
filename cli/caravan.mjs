#!/usr/bin/env node
// Plain JavaScript on purpose: before `npm ci`, the machine's own Node runs it, which may be older than the project's.
import { existsSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

if (!existsSync(here('../node_modules/commander'))) {
  console.error('Caravan is not installed yet: run "npm ci" in its folder once.');
  process.exitCode = 1;
} else if (process.features.typescript) {
  await import('./caravan.ts');
} else {
  // This Node cannot run TypeScript; the one that is installed with the project can.
  const { status } = spawnSync(here('../node_modules/.bin/node'), [here('caravan.ts'), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
}
