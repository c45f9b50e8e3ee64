import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { patientOf } from '../doctor/patient.ts';
import type { Template } from './atRest.ts';

/** A stage's template as CDK makes it, without the functions' code: needs no AWS and no credentials. */
export async function templateOf(stage: string | undefined): Promise<Template> {
  const { settings, stage: name } = patientOf(stage);
  // Only this command needs CDK, which takes a second to load.
  const [{ App }, { CaravanStack }] = await Promise.all([
    import('aws-cdk-lib'),
    import('../../../lib/CaravanStack.ts'),
  ]);
  const { context } = JSON.parse(readFileSync(resolve(import.meta.dirname, '../../../cdk.json'), 'utf8')) as {
    context: Record<string, unknown>;
  };
  const outdir = mkdtempSync(join(tmpdir(), 'caravan-costs-'));
  process.env['CDK_VALIDATION'] = 'false'; // the check of the template is for what goes to AWS
  const app = new App({ outdir, analyticsReporting: false, context: { ...context, 'aws:cdk:bundling-stacks': [] } });
  const stack = new CaravanStack(app, `Caravan-${name}`, { stage: name, settings });
  const template = app.synth().getStackByName(stack.stackName).template as Template;
  rmSync(outdir, { recursive: true });
  return template;
}
