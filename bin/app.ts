#!/usr/bin/env node
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { CaravanStack } from '../lib/CaravanStack.ts';
import { settingsOf } from '../lib/settings/ofStage.ts';

const app = new App({ analyticsReporting: false });
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
const stage: unknown = app.node.tryGetContext('stage') ?? 'dev';
new CaravanStack(app, `Caravan-${String(stage)}`, { stage: String(stage), settings: settingsOf(stage) });
