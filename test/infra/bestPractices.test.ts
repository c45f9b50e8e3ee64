import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const { context } = JSON.parse(readFileSync('cdk.json', 'utf8')) as { context: Record<string, unknown> };

/**
 * AWS's own rules (AwsSolutions) and CDK's run with each synth: a finding that is not accepted, with its reason, stops
 * it.
 */
test.each(['local', 'dev', 'staging', 'prod'])('stage %s synthesises without a finding or a warning', (stage) => {
  const outdir = mkdtempSync(join(tmpdir(), 'caravan-findings-'));
  const env = {
    ...process.env,
    CDK_OUTDIR: outdir,
    CDK_CONTEXT_JSON: JSON.stringify({ ...context, stage, 'aws:cdk:bundling-stacks': [] }),
    CDK_VALIDATION: 'true',
  };
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--no-warnings', 'bin/app.ts'], {
    env,
    encoding: 'utf8',
  });
  rmSync(outdir, { recursive: true });
  expect({ status, said: stdout + stderr }).toEqual({ status: 0, said: '' });
});
