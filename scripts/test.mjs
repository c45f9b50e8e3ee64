/**
 * `npm test`: types and lint beside the tests, as the tests wait a good deal. What a check says comes in one piece when
 * it has ended, among the lines of the tests; what has failed is named once more at the end. Lives have a command
 * of their own (`npm run test:lives`): each takes many seconds, and there is one more for each that breaks the promise.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * Runs a script of package.json by the npm that runs this one: no shell is needed for it, on no system.
 * @param {string} script
 * @param {readonly string[]} [args]
 * @param {import('node:child_process').StdioOptions} [stdio]
 */
const npmRun = (script, args = [], stdio = 'inherit') =>
  spawn(process.execPath, [process.env.npm_execpath ?? '', 'run', '-s', script, '--', ...args], { stdio });

/** @type {string[]} */
const failed = [];

async function checks() {
  for (const script of ['typecheck', 'lint']) {
    const child = npmRun(script, [], ['ignore', 'pipe', 'pipe']);
    /** @type {Buffer[]} */
    const said = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => said.push(chunk));
    const [code] = await once(child, 'close');
    if (code === 0) continue;
    failed.push(script);
    process.stderr.write(`\nnpm run ${script} failed:\n${Buffer.concat(said).toString()}\n`);
  }
}

async function tests() {
  const [code] = await once(npmRun('jest', [...process.argv.slice(2), '--ignoreProjects=lives']), 'close');
  if (code !== 0) failed.push('jest');
}

await Promise.all([checks(), tests()]);
if (failed.length > 0) {
  console.error(`Failed: ${failed.map((script) => `npm run ${script}`).join(', ')}`);
  process.exitCode = 1;
}
