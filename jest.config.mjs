/** @type {import('jest').Config} */
export default {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  setupFiles: ['<rootDir>/test/helpers/requireEsm.ts'],
  transform: {
    '\\.ts$': ['@swc/jest', { jsc: { target: 'es2024', parser: { syntax: 'typescript' } }, module: { type: 'es6' } }],
  },
  modulePathIgnorePatterns: ['<rootDir>/cdk.out', '<rootDir>/.caravan', '<rootDir>/.cache'],
  globalSetup: '<rootDir>/test/helpers/globalSetup.ts',
  reporters: ['default', '<rootDir>/test/helpers/grantsReporter.ts'],
  maxWorkers: 2, // jest alone would take one of two cores, and twice as long
  testTimeout: 30_000,
};
