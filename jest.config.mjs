import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Processes and threads that tests start keep there what Node has compiled, and Jest's own workers do.
process.env.NODE_COMPILE_CACHE ??= join(tmpdir(), 'node-compile-cache');

const swc = ['@swc/jest', { jsc: { target: 'es2024', parser: { syntax: 'typescript' } }, module: { type: 'es6' } }];

/** What all projects have in common. */
const common = {
  rootDir: import.meta.dirname,
  extensionsToTreatAsEsm: ['.ts'],
  setupFiles: ['<rootDir>/test/helpers/requireEsm.ts'],
  transform: { '\\.ts$': swc },
  modulePathIgnorePatterns: ['<rootDir>/cdk.out', '<rootDir>/.caravan', '<rootDir>/.cache'],
};

/**
 * Tests of one or more folders of test/.
 * @param {string} displayName
 * @param {string[]} folders
 * @param {import('jest').Config} [more]
 */
const project = (displayName, folders, more = {}) => ({
  ...common,
  displayName,
  testMatch: folders.map((folder) => `<rootDir>/test/${folder}/**/*.test.ts`),
  ...more,
});

/**
 * What stands outside test/ Node itself loads, once for all files that a process of Jest runs: the twin, CDK and the
 * SDK cost more to load than most files take.
 */
const shared = {
  testEnvironment: '<rootDir>/test/runtime/environment.mjs',
  testRunner: '<rootDir>/test/runtime/testRunner.mjs',
  setupFiles: [],
  transformIgnorePatterns: [],
  transform: { '^(?!.*/node_modules/).*/test/.*\\.ts$': swc, '\\.[cm]?[jt]s$': '<rootDir>/test/runtime/outside.mjs' },
};

/**
 * Tests that Jest's own environment runs with all that they import: middy knows a promise by `instanceof`, and timers
 * that a test fakes are those of its realm.
 */
const ownRealm = ['partner-api/http', 'platform/earlyAck', 'platform/httpHandler', 'platform/queueHandler'].map(
  (name) => `<rootDir>/test/unit/${name}.test.ts`,
);

/** A template is synthesised once, before the first test of all these projects. */
const twin = { ...shared, globalSetup: '<rootDir>/test/runtime/globalSetup.mjs' };

/** @type {import('jest').Config} */
export default {
  projects: [
    project('unit', ['unit'], { ...shared, testPathIgnorePatterns: ownRealm }),
    project('unit', [], { testMatch: ownRealm }),
    project('integration', ['integration'], shared),
    project('infra', ['infra'], shared),
    project('e2e', ['e2e'], twin),
    project('hostile', ['hostile'], twin),
    project('faults', ['faults', 'corpus'], shared),
    project('lives', ['lives'], twin),
  ],
  testSequencer: '<rootDir>/test/runtime/sequencer.mjs',
  reporters: ['default', '<rootDir>/test/helpers/grantsReporter.ts'],
  maxWorkers: 6, // of two cores: tests that go through the twin wait a good deal
  workerIdleMemoryLimit: '1.5GB', // a worker keeps what each file has loaded: a fresh one takes its place
  testTimeout: 180_000, // it ends what hangs, and finds nothing that is merely slow: the machine may be busy
};
