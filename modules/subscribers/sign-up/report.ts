import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { RefusalKind } from '../../locales/messages.ts';
import type { Telemetry } from '../../../platform/runtime/lambda.ts';

/** A change that a request brought about, for logs and metrics. */
export interface SignUpDeed {
  readonly what: 'asked' | 'trapped' | 'confirmed' | 'changed' | 'left';
  readonly subscriberId: string;
}

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

/** Logs and counts a request and its answer; never an address, a token, or what somebody typed. */
export function reportSignUp({ step, did, refused, status }: About, { logger, metrics }: Telemetry): void {
  logger.info(`answered ${status}`, { step, status, ...did, refused });
  const metric = did && metricOf[did.what];
  if (metric !== undefined) metrics.addMetric(metric, MetricUnit.Count, 1);
}
