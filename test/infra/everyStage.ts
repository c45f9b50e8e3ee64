/** Caravan's app with every stage in it, as the rules take longer to load than to check a stage. */
import { CaravanStack } from '../../lib/CaravanStack.ts';
import { checkedApp } from '../../lib/checkedApp.ts';
import { settingsOf } from '../../lib/settings/ofStage.ts';

const app = checkedApp();
for (const stage of ['local', 'dev', 'staging', 'prod'])
  new CaravanStack(app, `Caravan-${stage}`, { stage, settings: settingsOf(stage) });
