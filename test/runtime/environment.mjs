import { createRequire, enableCompileCache } from 'node:module';
import { TestEnvironment } from 'jest-environment-node';

enableCompileCache();
const { Date: ownDate, console: ownConsole } = globalThis;
/** Errors cross from the code to the tests; `expect.any` knows the others, and esbuild `RegExp`, by identity. */
const constructors = [
  ...[Error, AggregateError, RangeError, ReferenceError, SyntaxError, TypeError, URIError],
  ...[Array, BigInt, Boolean, Function, Number, Object, RegExp, String, Symbol],
];

/**
 * Where a test file runs: as in Jest's own environment for Node, but that what stands outside `test/` is loaded by Node
 * itself (`outside.mjs`), and shares with the tests what a process has one of: `process`, `console` and `Date`. They
 * are put back after each file.
 */
export default class Environment extends TestEnvironment {
  #env = { ...process.env };

  async setup() {
    await super.setup();
    const { global } = this;
    global.requireOutside = createRequire(import.meta.url);
    global.process = process;
    globalThis.console = global.console;
    for (const constructor of constructors) global[constructor.name] = constructor;
    // Time that a test moves is everybody's; fake timers are the tests' alone.
    Object.defineProperty(global, 'Date', {
      configurable: true,
      get: () => globalThis.Date,
      set(value) {
        Object.defineProperty(global, 'Date', { configurable: true, writable: true, value });
      },
    });
  }

  /** Jest measures with the real time, which is back when the last hook has run. */
  async handleTestEvent({ name }) {
    if (name === 'teardown') globalThis.Date = ownDate;
  }

  async teardown() {
    this.moduleMocker?.restoreAllMocks(); // a spy on what all files share is its own file's
    globalThis.Date = ownDate;
    globalThis.console = ownConsole;
    process.exitCode = undefined;
    for (const name of Object.keys(process.env)) if (!(name in this.#env)) delete process.env[name];
    Object.assign(process.env, this.#env);
    await super.teardown();
  }
}
