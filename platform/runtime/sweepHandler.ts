import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { EnvSpec } from './env.ts';
import { lambda } from './lambda.ts';
import type { BuildServices, Invocation, PreparedContext } from './lambda.ts';

/**
 * Counts something under the name of a metric, and writes no 0: CloudWatch bills a metric for each hour in which it is
 * written ($0.30 a month), whatever it says.
 */
export type CountSome = (name: string, count: number) => void;

export type Sweep<Services> = (services: Services & Invocation, now: Date, countSome: CountSome) => Promise<void>;

/** A handler that a schedule wakes: each run looks for what is due and carries on where the one before it stopped. */
export const sweepHandler = <Name extends string, Services extends object>(
  env: EnvSpec<Name>,
  build: BuildServices<Name, Services>,
  sweep: Sweep<Services>,
) =>
  lambda<unknown, void, Name, Services>(env, build).handler((_event, { services }: PreparedContext<Services>) =>
    sweep(services, new Date(), (name, count) => {
      if (count > 0) services.metrics.addMetric(name, MetricUnit.Count, count);
    }),
  );
