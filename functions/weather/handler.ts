import { refreshWeather } from '../../modules/weather/refresh.ts';
import { WeatherTable } from '../../modules/weather/weatherTable.ts';
import { documentClient } from '../../platform/aws/documents.ts';
import { sweepHandler } from '../../platform/runtime/sweepHandler.ts';
import { weatherEnv } from './env.ts';

export const handler = sweepHandler(
  weatherEnv,
  (env) => ({
    weather: new WeatherTable(documentClient(), env.ARTICLES_TABLE),
    userAgent: env.USER_AGENT,
    allowLoopback: env.ALLOW_LOOPBACK === 'true',
  }),
  refreshWeather,
);
