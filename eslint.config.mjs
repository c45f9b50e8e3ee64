import redos from 'eslint-plugin-redos';
import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

process.env.RECHECK_BACKEND = 'pure'; // recheck in JavaScript: without it, it would look for Java and a native program

/**
 * Regular expressions that take linear time, as strangers choose what they run on. The first three rules are quick and also see what
 * `new RegExp` is made of; recheck finds what they miss, with less patience than it has by itself. One that it cannot decide is refused too.
 */
const linearRegexes = {
  plugins: { regexp, redos },
  rules: {
    'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
    'regexp/no-super-linear-move': ['error', { report: 'potential', ignoreSticky: true }],
    'regexp/no-dupe-disjunctions': ['error', { reportExponentialBacktracking: 'potential' }],
    'redos/no-vulnerable': ['error', { timeout: 60_000, incubationLimit: 5_000, attackLimit: 200_000, maxIteration: 3, maxInitialGenerationSize: 100, maxGenerationSize: 30 }],
  },
};

const stages = ['schedule', 'ingest', 'lease', 'websub', 'publish', 'release', 'serve', 'fanout', 'deliver', 'retry', 'partner-api', 'sign-up', 'confirm', 'due-digests', 'digest', 'mail-events', 'reconcile', 'hub', 'hub-verify'];
const forbid = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });

export default tseslint.config(
  { ignores: ['node_modules', 'cdk.out', '.caravan', '.cache'] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: ['*.mjs', 'scripts/*.mjs', 'local/console/*.js'] }, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      'max-lines': ['error', { max: 200, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/require-await': 'off',
      'no-console': 'off',
    },
  },
  { files: ['**/*.mjs', 'local/console/*.js'], ...tseslint.configs.disableTypeChecked },
  { files: ['functions/**'], ...linearRegexes },
  { files: ['functions/**/handler.ts'], rules: { 'max-lines': ['error', { max: 40, skipBlankLines: true, skipComments: true }] } },
  {
    files: ['functions/shared/domain/**'],
    rules: {
      ...forbid(
        { group: ['@aws-sdk/*', '@aws-lambda-powertools/*', '@middy/*', 'node:fs*', 'node:http*', 'node:net', 'node:dns*'], message: 'domain/ is pure: no AWS and no I/O.' },
        { group: ['../aws/*', '../http/*', '../runtime/*'], message: 'domain/ knows nothing of what is around it.' },
      ),
      'no-restricted-globals': ['error', 'process', 'fetch'],
      'no-restricted-properties': ['error', { object: 'Date', property: 'now', message: 'The clock is an argument.' }],
    },
  },
  ...stages.map((stage) => ({
    files: [`functions/${stage}/**`],
    rules: forbid({ group: stages.filter((other) => other !== stage).map((other) => `**/${other}/*`), message: 'Stages never import each other.' }),
  })),
  {
    files: ['examples/partner-site/**'],
    rules: forbid({ group: ['../../../*', '../../functions/*', '**/functions/**', '**/local/**'], message: 'The partner site is to be copied: it needs nothing else of this repository.' }),
  },
  {
    files: ['lib/**', 'bin/**'],
    rules: forbid({ regex: 'functions/(?!.*/?env\\.ts$|shared/events/(names|promises)\\.ts$|shared/http/edge\\.ts$|shared/runtime/env\\.ts$)', message: 'lib/ takes only env.ts, event names and promises from functions/.' }),
  },
);
