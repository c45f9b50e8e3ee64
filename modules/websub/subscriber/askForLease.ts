import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { QueueWork } from '../../../platform/runtime/queueHandler.ts';
import { epochSeconds } from '../../../platform/values/time.ts';
import { leaseSchema } from '../../sources/messages.ts';
import type { LeaseMessage } from '../../sources/messages.ts';
import { atNextHub, isAsked, leaseSeconds, refusalOf } from '../../sources/source.ts';
import type { SourcesTable } from '../../sources/sourcesTable.ts';
import { callbackOf } from './pushKey.ts';
import type { PushKey } from './pushKey.ts';
import { subscribeAtHub } from './subscribe.ts';
import type { HubClient } from './subscribe.ts';

interface LeaseServices extends HubClient {
  readonly sources: Pick<SourcesTable, 'get' | 'changePush'>;
  readonly key: PushKey;
  /** Where hubs reach the callbacks, without a slash at the end. */
  readonly publicUrl: string;
}

/**
 * The hub's answer. `overtaken`: the source rests, has no hub any more, or was asked for so long ago that no
 * verification is expected.
 */
interface LeaseOutcome {
  readonly kind: 'asked' | 'refused' | 'overtaken';
  readonly refusal?: string;
}

/** The leases queue, hubs side by side. Logs never say to which callback. */
export const leaseMessages: QueueWork<LeaseMessage, LeaseServices, LeaseOutcome> = {
  schema: leaseSchema,
  each: (message, services) => askForLease(message, services, new Date()),
  report: ({ sourceId }, what, { logger, metrics }) => {
    if ('error' in what) {
      logger.error('lease failed here', { sourceId, error: what.error });
      return;
    }
    const { kind, refusal } = what.outcome;
    logger.info(`lease ${kind}`, { sourceId, refusal });
    if (kind === 'refused') metrics.addMetric('LeasesRefused', MetricUnit.Count, 1);
  },
};

/**
 * Asks the hub of a source for a lease, as its row says that it does, and where it refuses, the next that the publisher
 * names. A message that comes twice asks twice, which a
 * hub takes for one (WebSub, section 5.1). Nothing that the hub does is an error, and a refusal is kept on the row;
 * only AWS failing is an error.
 */
async function askForLease(
  { sourceId }: LeaseMessage,
  { sources, key, publicUrl, post, userAgent, local }: LeaseServices,
  now: Date,
): Promise<LeaseOutcome> {
  const source = await sources.get(sourceId);
  if (source?.status !== 'active' || !source.push || !isAsked(source.push, epochSeconds(now)))
    return { kind: 'overtaken' };
  const secret = key.secretOf(sourceId);
  const callback = callbackOf(publicUrl, sourceId, key);
  const hubs = 1 + (source.push.others?.length ?? 0);
  let { push } = source;
  let refusal = '';
  for (let asked = 0; asked < hubs; asked++) {
    const { hub, topic } = push;
    const request = { topic, callback, secret, leaseSeconds };
    const refused = await subscribeAtHub(hub, request, { post, userAgent, local });
    if (refused === undefined) return { kind: 'asked' };
    // some hubs say again what they were told
    refusal = refusalOf(refused.replaceAll(secret, '…').replaceAll(key.tokenOf(sourceId), '…'));
    // The row names a hub before that is asked, as it may verify at once.
    const next = atNextHub(push);
    const { hub: nextHub, others } = next;
    const patch = { refusal, ...(next !== push && { hub: nextHub, others }) };
    if (!(await sources.changePush(sourceId, push, patch))) return { kind: 'overtaken' };
    push = next;
  }
  return { kind: 'refused', refusal };
}
