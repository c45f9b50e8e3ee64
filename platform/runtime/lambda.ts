import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics } from '@aws-lambda-powertools/metrics';
import middy from '@middy/core';
import type { MiddlewareObj } from '@middy/core';
import type { Context } from 'aws-lambda';

/** What every stage is given to be seen with. */
export interface Telemetry {
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/**
 * A Lambda handler: services are built at the first event, once per cold start, so that importing the module touches
 * no environment; logs carry the invocation's context, and metrics are flushed after it, also when it throws.
 * @param build makes the services from the environment
 * @param run handles one event
 */
export function lambda<Event, Result, Services>(
  build: (telemetry: Telemetry) => Services,
  run: (event: Event, services: Services & Telemetry, context: Context) => Promise<Result>,
) {
  const telemetry: Telemetry = { logger: new Logger(), metrics: new Metrics() };
  let services: Services | undefined;
  // Powertools' own middleware writes a warning for each run that counted nothing, which is each quiet minute.
  const flush = (): void => {
    if (telemetry.metrics.hasStoredMetrics()) telemetry.metrics.publishStoredMetrics();
  };
  const flushing: MiddlewareObj<Event, Result, Error, Context> = { after: flush, onError: flush };
  return middy<Event, Result>()
    .use(injectLambdaContext(telemetry.logger, { logEvent: false, resetKeys: true }))
    .use(flushing)
    .handler((event, context) => {
      services ??= build(telemetry);
      return run(event, { ...services, ...telemetry }, context);
    });
}
