import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { synthCaravan } from '../../bin/synth.ts';
import { readAssembly } from '../../local/template/assembly.ts';

const run = promisify(execFile);

/** What a function's log would hold of the error that it throws where its environment lacks everything. */
async function stackOf(bundle: string): Promise<string> {
  const code =
    `const { handler } = await import(${JSON.stringify(join(bundle, 'index.mjs'))}); try { await handler({}, ` +
    '{}); } catch (error) { console.log(error.stack); }';
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', code], { env: {} });
  return stdout;
}

test('an error in any function names files and lines of this repository', async () => {
  const folder = await synthCaravan('local');
  const { template, assets } = readAssembly(folder);
  const functions = Object.entries(template.Resources).filter(([, { Type }]) => Type === 'AWS::Lambda::Function');
  expect(functions.length).toBeGreaterThan(15);
  for (const [id, { Properties }] of functions) {
    const { Code } = Properties as unknown as { Code: { S3Key: string } };
    const stack = await stackOf(assets.get(Code.S3Key) ?? '');
    const places = [...stack.matchAll(/\/((?:functions|modules|platform)\/[\w/-]+\.ts):(\d+):\d+/g)].map(
      ([, file = '', line]) => ({
        file,
        line: Number(line),
      }),
    );
    expect({ id, files: places.map(({ file }) => file) }).toEqual({
      id,
      files: expect.arrayContaining([
        'platform/runtime/env.ts',
        'platform/runtime/lambda.ts',
        'platform/runtime/lambda.ts',
      ]) as unknown,
    });
    for (const { file, line } of places) {
      expect(existsSync(file)).toBe(true);
      expect(readFileSync(file, 'utf8').split('\n').length).toBeGreaterThanOrEqual(line);
    }
    const thrown = places.find(({ file }) => file.endsWith('runtime/env.ts'))!;
    expect(readFileSync(thrown.file, 'utf8').split('\n')[thrown.line - 1]).toContain('throw new Error');
  }
});

test('an error whose map is missing still has its stack', async () => {
  const { template, assets } = readAssembly(await synthCaravan('local'));
  const { Code } = Object.values(template.Resources).find(({ Type }) => Type === 'AWS::Lambda::Function')!
    .Properties as unknown as { Code: { S3Key: string } };
  const folder = await mkdtemp(join(tmpdir(), 'caravan-stack-'));
  try {
    await cp(join(assets.get(Code.S3Key)!, 'index.mjs'), join(folder, 'index.mjs'));
    expect(await stackOf(folder)).toMatch(/^Error: Environment lacks .*\n {4}at \S+ \(file:.*index\.mjs:\d+:\d+\)\n/);
  } finally {
    await rm(folder, { recursive: true });
  }
});
