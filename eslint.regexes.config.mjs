import redos from 'eslint-plugin-redos';
import tseslint from 'typescript-eslint';

process.env.RECHECK_BACKEND = 'pure'; // recheck in JavaScript: without it, it would look for Java and a native program

/**
 * `npm run lint:regexes`: recheck looks for text that makes a regular expression slow, with less patience than it has by
 * itself. One that it cannot decide is refused too. It takes two minutes, so .ci/run asks it and `npm test` does not.
 */
export default tseslint.config({
  files: ['{functions,modules,platform}/**/*.ts'],
  linterOptions: { reportUnusedDisableDirectives: 'off' }, // directives of the other configuration
  languageOptions: { parser: tseslint.parser },
  plugins: { redos },
  rules: {
    'redos/no-vulnerable': [
      'error',
      {
        timeout: 60_000,
        incubationLimit: 5_000,
        attackLimit: 200_000,
        maxIteration: 3,
        maxInitialGenerationSize: 100,
        maxGenerationSize: 30,
      },
    ],
  },
});
