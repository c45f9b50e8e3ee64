import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics } from '@aws-lambda-powertools/metrics';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import type { EnvSpec } from './env.ts';

/** Makes something at the first call, and keeps it. After a call that failed, the next one tries again. */
export function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}

/**
 * X-Ray's id of what this invocation belongs to, in Lambda's own environment (AWS X-Ray developer guide, "Tracing
 * header"). Powertools puts the same on every line that it logs.
 */
export const traceId = (): string | undefined => /Root=([^;]+)/.exec(process.env._X_AMZN_TRACE_ID ?? '')?.[1];

/** Logger and metrics, passed to every handler. */
export interface Telemetry {
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** Given to every handler beside its own services. */
export interface Invocation extends Telemetry {
  /** Milliseconds until Lambda ends this invocation. */
  readonly remainingMs: () => number;
}

/** Lambda's context with the services that a middleware has put there. */
export interface PreparedContext<Services> extends Context {
  services: Services & Invocation;
}

/** Makes the services of a function from its environment. */
export type BuildServices<Name extends string, Services> = (env: Record<Name, string>) => Services | Promise<Services>;

/**
 * The base of all handlers. Services are built at the first event, once per cold start, so that importing the
 * module touches no environment; a build that fails is tried again at the next event. Logs carry the invocation's
 * context. Metrics are flushed after it, also when it throws.
 * @returns a middy handler that other middlewares are added to, and whose function finds `services` in its context
 */
export function lambda<Event, Result, Name extends string, Services extends object>(
  env: EnvSpec<Name>,
  build: BuildServices<Name, Services>,
) {
  const telemetry: Telemetry = { logger: new Logger(), metrics: new Metrics() };
  const services = once(async () => build(env.read()));
  // Powertools' own middleware writes a warning for each run that counted nothing, which is each quiet minute.
  const flush = (): void => {
    if (telemetry.metrics.hasStoredMetrics()) telemetry.metrics.publishStoredMetrics();
  };
  return middy<Event, Result, Error, PreparedContext<Services>>()
    .use(injectLambdaContext(telemetry.logger, { logEvent: false, resetKeys: true }))
    .use({ after: flush, onError: flush })
    .before(async ({ context }: { context: PreparedContext<Services> }) => {
      const remainingMs = () => context.getRemainingTimeInMillis();
      context.services = { ...(await services()), ...telemetry, remainingMs };
    });
}
