import { instant, secondsOf } from '../../platform/values/time.ts';
import type { Instant } from '../../platform/values/time.ts';
import type { ArticleLog } from '../articles/articleLog.ts';
import type { Endpoint } from './endpoint.ts';
import type { EndpointsTable } from './endpointsTable.ts';
import type { RecoveryQueue } from './queues.ts';

interface RecoveryParts {
  readonly endpoints: EndpointsTable;
  readonly log: Pick<ArticleLog, 'placeOf'>;
  readonly recoveries: RecoveryQueue;
}

/**
 * Asks for all that an endpoint wants and has not had since a moment. Its row says how far that is.
 * @returns when it was asked for
 */
export async function askRecovery(
  endpoint: Pick<Endpoint, 'partnerId' | 'id'>,
  since: Instant,
  { endpoints, log, recoveries }: RecoveryParts,
  now: Date,
): Promise<Instant> {
  const asked = instant(now);
  const after = await log.placeOf(secondsOf(since));
  await endpoints.change(endpoint, { recovery: { asked, since } }, true);
  await recoveries.ask({ partnerId: endpoint.partnerId, endpointId: endpoint.id, after, asked });
  return asked;
}

/** How far the last recovery of an endpoint is. */
export interface RecoveryProgress {
  readonly asked: Instant;
  readonly since: Instant;
  /** Deliveries that were missing, as far as the log was looked through. */
  readonly found: number;
  /** Those of them that were tried. */
  readonly tried: number;
  /** Everything was looked through, and whatever was missing was tried. */
  readonly done: boolean;
}

/** @returns undefined where none was ever asked for */
export function recoveryOf({ recovery, recoveryFound, recoveryTried }: Endpoint): RecoveryProgress | undefined {
  if (recovery === undefined) return undefined;
  const ofThis = <Part extends { readonly asked: Instant }>(part: Part | undefined) =>
    part?.asked === recovery.asked ? part : undefined;
  const found = ofThis(recoveryFound);
  const tried = ofThis(recoveryTried)?.count ?? 0;
  return {
    ...recovery,
    found: found?.count ?? 0,
    tried,
    done: found?.end === true && tried >= found.count,
  };
}
