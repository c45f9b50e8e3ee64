import { createRequire } from 'node:module';

const { default: runWithCircus } = createRequire(import.meta.url)('jest-circus/runner');

/** What circus keeps on the global object: the tests of a file, and what listens to them. */
const isOfCircus = (symbol) => ['EVENT_HANDLERS', 'JEST_STATE_SYMBOL'].includes(symbol.description);

/**
 * Runs a test file as Jest does, but that what runs it (circus, `expect`, snapshots) is loaded by Node itself: Jest
 * would compile and evaluate all of it in the realm of each file, which took longer than most unit tests do. Circus
 * alone begins anew with each file.
 * @type {import('jest-runner').TestRunner}
 */
export default function run(globalConfig, config, environment, runtime, ...rest) {
  runtime.requireInternalModule = (path) => {
    for (const symbol of Object.getOwnPropertySymbols(globalThis).filter(isOfCircus)) delete globalThis[symbol];
    const require = createRequire(import.meta.url);
    delete require.cache[path];
    return require(path);
  };
  return runWithCircus(globalConfig, config, environment, runtime, ...rest);
}
