import { mkdtempSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { context } from './synthesise.ts';

/**
 * AWS's own rules (AwsSolutions) and CDK's run with each synth: a finding that is not accepted, with its reason, stops
 * it.
 */
test('each stage synthesises without a finding or a warning', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'caravan-findings-'));
  const env = {
    ...process.env,
    CDK_OUTDIR: outdir,
    CDK_CONTEXT_JSON: JSON.stringify({ ...context, 'aws:cdk:bundling-stacks': [] }),
    CDK_VALIDATION: 'true',
  };
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--no-warnings', 'test/infra/everyStage.ts'], {
    env,
    encoding: 'utf8',
  });
  rmSync(outdir, { recursive: true });
  expect({ status, said: stdout + stderr }).toEqual({ status: 0, said: '' });
});
