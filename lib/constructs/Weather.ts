import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { weatherEnv } from '../../functions/weather/env.ts';
import { CaravanFunction } from './CaravanFunction.ts';
import { Scheduled } from './Scheduled.ts';
import { userAgentOf } from './StageContext.ts';
import type { StageContext } from './StageContext.ts';
import type { Store } from './Store.ts';

/** Every hour → a weather service → the row that pages show. It does nothing where no operator has set a place. */
export class Weather extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { store, publicUrl, ...context }: StageContext & { store: Store; publicUrl: string },
  ) {
    super(scope, id);
    const weather = new CaravanFunction(this, 'Weather', {
      ...context,
      folder: 'weather',
      env: weatherEnv,
      environment: {
        ARTICLES_TABLE: store.articles.tableName,
        USER_AGENT: userAgentOf(publicUrl),
        ALLOW_LOOPBACK: String(context.settings.allowLoopback),
      },
      timeout: Duration.seconds(30),
      memorySize: 256,
      runbook: {
        wide: true,
        heading: 'Weather fails',
        readerImpact: 'After three hours pages have no weather, and nothing stands in its place.',
      },
    });
    weather.grantTable(store.articles, ['GetItem', 'UpdateItem']);
    new Scheduled(this, 'WeatherRun', { ...context, target: weather, name: 'Weather', every: Duration.hours(1) });
  }
}
