import { execFile } from 'node:child_process';
import { cp, glob, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

// What `npm run lint` and `npm run lint:regexes` ask of the regular expressions of a function.
const configurations = ['.oxlintrc.json', '.oxlintrc.regexes.json'];

// Each stood in functions/ once, and each took minutes for a small document.
const slow = [
  String.raw`/<p>(?:\s|&nbsp;|\u00A0)*<\/p>/g`,
  String.raw`/^(?:\s|<!--(?:(?!--).)*-->|<\?(?!xml\s).*?\?>)*$/s`,
  String.raw`/\uFFFD+$/`,
  String.raw`/<img\s[^>]*>/`,
  String.raw`/<\/(channel|feed)>(?!.*<\/\1>)/s`,
];
const linear = [String.raw`/<p>\s*<\/p>/g`, String.raw`/(?<!-)-+$/`, String.raw`/<img\s[^<>]*>/`];
const made = (name: string): string =>
  `const name = '${name}'; export const tag = new RegExp(\`<\${name}(?:\\\\s+\${name}\\\\s*=\\\\s*"[^"<]*")*>\`, 'y');`;
const slowlyMade = made(String.raw`[a-z\\u1680]+`); // U+1680 is white space too
const linearlyMade = made('[a-z]+');

const code = [...[...slow, ...linear].map((literal) => `export const pattern = ${literal};`), slowlyMade, linearlyMade];

/** The rules that each piece of code breaks, where it stands in a module of functions. */
async function foundIn(folder: string): Promise<Map<string, Set<string>>> {
  const root = process.cwd();
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  await cp(join(root, 'scripts', 'lint'), join(folder, 'scripts', 'lint'), { recursive: true });
  await cp(join(root, 'tsconfig.json'), join(folder, 'tsconfig.json'));
  await mkdir(join(folder, 'modules'));
  await Promise.all(code.map((text, index) => writeFile(join(folder, 'modules', `${index}.ts`), text)));
  const found = new Map(code.map((text) => [text, new Set<string>()]));
  for (const configuration of configurations) {
    await cp(join(root, configuration), join(folder, configuration));
    const args = [join(root, 'node_modules', 'oxlint', 'bin', 'oxlint'), '-c', configuration, '-f', 'json', 'modules'];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder }).catch(
      (error: Error & { stdout?: string; code?: unknown }) => {
        if (error.code === 1 && error.stdout !== undefined) return { stdout: error.stdout }; // it has found something
        throw error;
      },
    );
    if (!stdout.startsWith('{')) throw new Error(stdout);
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; filename: string }[] };
    for (const { code: rule, filename } of diagnostics) {
      found.get(code[Number.parseInt(filename.replace('modules/', ''), 10)] ?? '')?.add(rule);
    }
  }
  return found;
}

let folder: string;
let found: Map<string, Set<string>>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caravan-lint-'));
  found = await foundIn(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const rulesOf = (text: string): string[] => [...(found.get(text) ?? ['no such code'])];

test.each(slow)('lint refuses %s, which is not linear', (literal) => {
  expect(rulesOf(`export const pattern = ${literal};`).join()).toMatch(/regexp|redos/);
});

test('lint looks into what new RegExp is made of', () => {
  expect(rulesOf(slowlyMade)).toEqual(['regexp(no-super-linear-backtracking)']);
  expect(rulesOf(linearlyMade)).toEqual([]);
});

test.each(linear)('%s is linear', (literal) => {
  expect(rulesOf(`export const pattern = ${literal};`)).toEqual([]);
});

test('no comment switches these rules off', async () => {
  const switched: string[] = [];
  for await (const file of glob('{functions,modules,platform}/**/*.{ts,js,mjs}')) {
    const all = (await readFile(file, 'utf8')).match(/(?:oxlint|eslint)-disable(?!-next-line typescript\/).*/g) ?? [];
    switched.push(...all.map((comment) => `${file}: ${comment}`));
  }
  expect(switched).toEqual([]);
});
