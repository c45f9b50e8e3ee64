import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CaravanStack } from '../../lib/CaravanStack.ts';
import { settingsOf } from '../../lib/settings/ofStage.ts';
import type { Settings } from '../../lib/settings/schema.ts';

export const { context } = JSON.parse(readFileSync('cdk.json', 'utf8')) as { context: Record<string, unknown> };

// CDK's own check takes four fifths of a synth; bestPractices.test.ts has it run, for each stage.
process.env.CDK_VALIDATION = 'false';

/** The template of a stage, without the bundles: those are made and run by the end-to-end tests. */
export function synthesise(stage: string, settings: Settings = settingsOf(stage)): Template {
  const outdir = mkdtempSync(join(tmpdir(), 'caravan-infra-'));
  const app = new App({ outdir, analyticsReporting: false, context: { ...context, 'aws:cdk:bundling-stacks': [] } });
  const template = Template.fromStack(new CaravanStack(app, `Caravan-${stage}`, { stage, settings }));
  rmSync(outdir, { recursive: true });
  return template;
}
