import type { SourcesTable } from '../../sources/sourcesTable.ts';
import { isAsked, leaseSeconds, refusalOf } from '../../sources/hubLease.ts';
import { epochSeconds } from '../../../platform/values/time.ts';
import type { LeaseMessage } from '../../sources/leaseMessage.ts';
import { callbackOf } from './callback.ts';
import type { PushKey } from './pushKey.ts';
import { subscribeAtHub } from './subscribe.ts';
import type { Subscribing } from './subscribe.ts';

export interface Leasing extends Subscribing {
  readonly sources: Pick<SourcesTable, 'get' | 'changePush'>;
  readonly key: PushKey;
  /** Where hubs reach the callbacks, without a slash at the end. */
  readonly publicUrl: string;
}

/**
 * What came of asking. `overtaken`: the source rests, has no hub any more, or was asked for so long ago that no
 * verification is expected.
 */
export interface LeaseOutcome {
  readonly what: 'asked' | 'refused' | 'overtaken';
  readonly refusal?: string;
}

/**
 * Asks the hub of a source for a lease, as its row says that it does. A message that comes twice asks twice, which a
 * hub takes for one (WebSub, section 5.1). Whatever the hub does is an outcome, and a refusal is kept on the row; only
 * AWS failing is an error.
 */
export async function askForLease(
  { sourceId }: LeaseMessage,
  { sources, key, publicUrl, ...subscribing }: Leasing,
  now: Date,
): Promise<LeaseOutcome> {
  const source = await sources.get(sourceId);
  if (source?.status !== 'active' || !source.push || !isAsked(source.push, epochSeconds(now)))
    return { what: 'overtaken' };
  const { hub, topic } = source.push;
  const secret = key.secretOf(sourceId);
  const refused = await subscribeAtHub(
    hub,
    { topic, callback: callbackOf(publicUrl, sourceId, key), secret, leaseSeconds },
    subscribing,
  );
  if (refused === undefined) return { what: 'asked' };
  // some hubs say again what they were told
  const refusal = refusalOf(refused.replaceAll(secret, '…').replaceAll(key.tokenOf(sourceId), '…'));
  await sources.changePush(sourceId, source.push, { refusal });
  return { what: 'refused', refusal };
}
