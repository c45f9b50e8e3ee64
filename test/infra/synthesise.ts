import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { readFileSync } from 'node:fs';
import { CaravanStack } from '../../lib/CaravanStack.ts';
import { settingsOf } from '../../lib/settings/ofStage.ts';

const { context } = JSON.parse(readFileSync('cdk.json', 'utf8')) as { context: Record<string, unknown> };

/** The template of a stage, without the bundles: those are made and run by the end-to-end tests. */
export function synthesise(stage: string): Template {
  const app = new App({ analyticsReporting: false, context: { ...context, 'aws:cdk:bundling-stacks': [] } });
  return Template.fromStack(new CaravanStack(app, `Caravan-${stage}`, { stage, settings: settingsOf(stage) }));
}
