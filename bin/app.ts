#!/usr/bin/env node
import { CaravanStack } from '../lib/CaravanStack.ts';
import { checkedApp } from '../lib/checkedApp.ts';
import { settingsOf } from '../lib/settings/ofStage.ts';

const app = checkedApp();
const stage: unknown = app.node.tryGetContext('stage') ?? 'dev';
new CaravanStack(app, `Caravan-${String(stage)}`, { stage: String(stage), settings: settingsOf(stage) });
