/** What all projects have in common. */
const common = {
  rootDir: import.meta.dirname,
  extensionsToTreatAsEsm: ['.ts'],
  setupFiles: ['<rootDir>/test/helpers/requireEsm.ts'],
  transform: {
    '\\.ts$': ['@swc/jest', { jsc: { target: 'es2024', parser: { syntax: 'typescript' } }, module: { type: 'es6' } }],
  },
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

/** A template is synthesised once, before the first test of all these projects. */
const twin = { globalSetup: '<rootDir>/test/helpers/globalSetup.ts' };

/** @type {import('jest').Config} */
export default {
  projects: [
    project('unit', ['unit']),
    project('integration', ['integration']),
    project('infra', ['infra']),
    project('e2e', ['e2e'], twin),
    project('hostile', ['hostile'], twin),
    project('faults', ['faults', 'corpus'], twin),
  ],
  reporters: ['default', '<rootDir>/test/helpers/grantsReporter.ts'],
  maxWorkers: 4, // of two cores: tests that go through the twin wait a good deal
  testTimeout: 180_000, // it ends what hangs, and finds nothing that is merely slow: the machine may be busy
};
