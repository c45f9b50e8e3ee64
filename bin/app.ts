#!/usr/bin/env node
import { App } from 'aws-cdk-lib';
import { CaravanStack } from '../lib/CaravanStack.ts';
import { settingsOf } from '../lib/settings/ofStage.ts';

const app = new App({ analyticsReporting: false });
const stage: unknown = app.node.tryGetContext('stage') ?? 'dev';
new CaravanStack(app, `Caravan-${String(stage)}`, { stage: String(stage), settings: settingsOf(stage) });
