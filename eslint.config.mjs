import { builtinRules } from 'eslint/use-at-your-own-risk';
import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

/**
 * Regular expressions that take linear time, as strangers choose what they run on. These rules are quick, and also see
 * what `new RegExp` is made of; `npm run lint:regexes` finds what they miss.
 */
const linearRegexes = {
  plugins: { regexp },
  rules: {
    'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
    'regexp/no-super-linear-move': ['error', { report: 'potential', ignoreSticky: true }],
    'regexp/no-dupe-disjunctions': ['error', { reportExponentialBacktracking: 'potential' }],
  },
};

const functionLength = builtinRules.get('max-lines-per-function');

/**
 * Functions of tests, too, have a bound, but not what `describe` is given: that is a chapter, which the file's bound
 * holds.
 */
const tests = {
  plugins: {
    tests: {
      rules: {
        'max-lines-per-function': {
          ...functionLength,
          create: (context) =>
            functionLength.create(
              Object.create(context, {
                report: {
                  value: (found) => {
                    const call = found.node.parent;
                    const chapter =
                      call?.type === 'CallExpression' && /\bdescribe\b/.test(context.sourceCode.getText(call.callee));
                    if (!chapter) context.report(found);
                  },
                },
              }),
            ),
        },
      },
    },
  },
  rules: { 'max-lines-per-function': 'off', 'tests/max-lines-per-function': ['error', { max: 60 }] },
};

/** The domain: no AWS, no I/O, and the clock is an argument. Who imports whom, .dependency-cruiser.mjs says. */
const pure = [
  'platform/{values,text}/*.ts',
  'modules/articles/{article,articleLifecycle,event,filter,view}.ts',
  'modules/sources/{newSource,source}.ts',
  'modules/webhooks/{delivery,deliveryAudit,endpoint}.ts',
  'modules/mail/sendRate.ts',
  'modules/subscribers/{preferences,subscriber,subscription}.ts',
  'modules/digests/digest.ts',
];
const forbid = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });

export default tseslint.config(
  { ignores: ['node_modules', 'cdk.out', '.caravan', '.cache'] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: 'tsconfig.json', // a fifth less work than `projectService`: all files are read once
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      'max-lines': ['error', { max: 250 }],
      'max-len': ['error', { code: 140, ignoreRegExpLiterals: true, ignoreUrls: true }],
      'max-lines-per-function': ['error', { max: 60 }],
      'no-nested-ternary': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/require-await': 'off',
      'no-console': 'off',
    },
  },
  { files: ['**/*.mjs', 'console/*.js'], ...tseslint.configs.disableTypeChecked },
  { files: ['functions/**', 'modules/**', 'platform/**'], ...linearRegexes },
  { files: ['test/**/*.test.ts'], ...tests },
  {
    files: ['functions/**/handler.ts'],
    rules: { 'max-lines': ['error', { max: 40, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: pure,
    rules: {
      ...forbid({
        group: [
          '@aws-sdk/*',
          '@aws-lambda-powertools/*',
          '@middy/*',
          'node:fs*',
          'node:http*',
          'node:net',
          'node:dns*',
          '**/*Table.ts',
          '**/*Queue.ts',
        ],
        message: 'The domain is pure: no AWS and no I/O.',
      }),
      'no-restricted-globals': ['error', 'process', 'fetch'],
      'no-restricted-properties': ['error', { object: 'Date', property: 'now', message: 'The clock is an argument.' }],
    },
  },
  {
    files: ['examples/partner-site/**'],
    rules: forbid({
      group: ['../../../*', '../../functions/*', '**/functions/**', '**/modules/**', '**/platform/**', '**/local/**'],
      message: 'The partner site is to be copied: it needs nothing else of this repository.',
    }),
  },
);
