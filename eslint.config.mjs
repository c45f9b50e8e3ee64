import tseslint from 'typescript-eslint';

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
