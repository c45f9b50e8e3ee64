import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const { context } = JSON.parse(readFileSync('cdk.json', 'utf8')) as { context: Record<string, unknown> };

/** The whole cloud assembly of a synth, bundles included, by file name. */
async function assembly(): Promise<Record<string, string>> {
  const outdir = mkdtempSync(join(tmpdir(), 'caravan-twice-'));
  const env = {
    ...process.env,
    CDK_OUTDIR: outdir,
    CDK_CONTEXT_JSON: JSON.stringify({ ...context, stage: 'dev' }),
    CDK_VALIDATION: 'false',
  };
  const [code] = (await once(
    spawn(process.execPath, ['--no-warnings', 'bin/app.ts'], { env, stdio: 'ignore' }),
    'exit',
  )) as [number];
  expect(code).toBe(0);
  const read = readdirSync(outdir)
    .filter((name) => /\.(template|assets)\.json$/.test(name))
    .map((name) => [name, readFileSync(join(outdir, name), 'utf8')]);
  rmSync(outdir, { recursive: true });
  return Object.fromEntries(read) as Record<string, string>;
}

/** Templates name bundles by their hash: equal templates are equal code. */
test('deployed twice, a commit changes nothing: each synth is the same to the byte', async () => {
  const [one, other] = await Promise.all([assembly(), assembly()]);
  expect(Object.keys(one).length).toBeGreaterThan(1);
  expect(other).toEqual(one);
}, 300_000);
