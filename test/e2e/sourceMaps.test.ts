import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { synthCaravan } from '../../bin/synth.ts';
import { readAssembly } from '../../local/template/assembly.ts';

const run = promisify(execFile);

/**
 * What a function's log would hold of the error that it throws where its environment lacks everything but what the
 * template gives to Node.
 */
async function stackOf(bundle: string, nodeOptions: string): Promise<string> {
  const code =
    `const { handler } = await import(${JSON.stringify(join(bundle, 'index.mjs'))}); try { await handler({}, ` +
    '{}); } catch (error) { console.log(error.stack); }';
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', code], {
    env: { NODE_OPTIONS: nodeOptions },
  });
  return stdout;
}

test('an error in any function names files and lines of this repository', async () => {
  const folder = await synthCaravan('local');
  const { template, assets } = readAssembly(folder);
  const functions = Object.entries(template.Resources).filter(([, { Type }]) => Type === 'AWS::Lambda::Function');
  expect(functions.length).toBeGreaterThan(15);
  for (const [id, { Properties }] of functions) {
    const { Code, Environment } = Properties as unknown as {
      Code: { S3Key: string };
      Environment: { Variables: { NODE_OPTIONS: string } };
    };
    const stack = await stackOf(assets.get(Code.S3Key) ?? '', Environment.Variables.NODE_OPTIONS);
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
