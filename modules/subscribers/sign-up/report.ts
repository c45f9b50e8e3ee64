import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Telemetry } from '../../../platform/runtime/lambda.ts';
import type { SignUpDeed } from './http/reply.ts';
import type { RefusalKind } from './http/refusal.ts';

/** Deeds that are counted. */
const metricOf: Partial<Record<SignUpDeed['what'], string>> = {
  asked: 'SignUpsAsked',
  confirmed: 'SignUpsConfirmed',
  left: 'ReadersLeft',
};

interface About {
  readonly step: string;
  readonly did: SignUpDeed | undefined;
  readonly refused?: RefusalKind;
  readonly status: number;
}

/** Says in logs and metrics what was asked and done; never an address, a token, or what somebody typed. */
export function report({ step, did, refused, status }: About, { logger, metrics }: Telemetry): void {
  logger.info(`answered ${status}`, { step, status, ...did, refused });
  const metric = did && metricOf[did.what];
  if (metric !== undefined) metrics.addMetric(metric, MetricUnit.Count, 1);
}
