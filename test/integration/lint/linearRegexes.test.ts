import { expect, test } from '@jest/globals';
import { ESLint, Linter } from 'eslint';

const config = async (options?: ESLint.Options) =>
  (await new ESLint(options).calculateConfigForFile('modules/feed-reading/story/sanitise.ts')) as Linter.Config;
const quick = await config();
const thorough = await config({ overrideConfigFile: 'eslint.regexes.config.mjs' });

/** What `npm run lint` and `npm run lint:regexes` ask of the regular expressions of a function. */
const linear = {
  plugins: { ...quick.plugins, ...thorough.plugins },
  rules: Object.fromEntries(
    Object.entries({ ...quick.rules, ...thorough.rules }).filter(([name]) => /^(?:regexp|redos)\//.test(name)),
  ),
} as Linter.Config;

const found = (code: string): string[] => [
  ...new Set(new Linter().verify(code, [linear]).map(({ ruleId }) => ruleId ?? '')),
];
const regex = (literal: string): string[] => found(`export const pattern = ${literal};`);

// Each stood in functions/ once, and each took minutes for a small document.
test.each([
  String.raw`/<p>(?:\s|&nbsp;|\u00A0)*<\/p>/g`,
  String.raw`/^(?:\s|<!--(?:(?!--).)*-->|<\?(?!xml\s).*?\?>)*$/s`,
  String.raw`/\uFFFD+$/`,
  String.raw`/<img\s[^>]*>/`,
  String.raw`/<\/(channel|feed)>(?!.*<\/\1>)/s`,
])('lint refuses %s, which is not linear', (literal) => {
  expect(regex(literal)).not.toEqual([]);
});

test('lint looks into what new RegExp is made of', () => {
  const code = (name: string) =>
    `const name = '${name}'; export const tag = new RegExp(\`<\${name}(?:\\\\s+\${name}\\\\s*=\\\\s*"[^"<]*")*>\`, 'y');`;
  // U+1680 is white space too
  expect(found(code(String.raw`[a-z\\u1680]+`))).toEqual(['regexp/no-super-linear-backtracking']);
  expect(found(code('[a-z]+'))).toEqual([]);
});

test.each([String.raw`/<p>\s*<\/p>/g`, String.raw`/(?<!-)-+$/`, String.raw`/<img\s[^<>]*>/`])(
  '%s is linear',
  (literal) => {
    expect(regex(literal)).toEqual([]);
  },
);
