import type { SubscribersTable } from '../../subscribersTable.ts';
import { epochSeconds } from '../../../../platform/values/time.ts';
import type { Signing } from '../../links.ts';
import { PageError } from './refusal.ts';

const signUps = { most: 20, windowSeconds: 3_600 } as const;

/**
 * Counts a visitor's sign-ups, under a pseudonym.
 * @throws Refusal 429
 */
export async function refuseExcess(
  visitor: string,
  subscribers: SubscribersTable,
  { key, now }: Signing,
): Promise<void> {
  const at = epochSeconds(now);
  const times = await subscribers.count('sign-up', key.pseudonym(visitor), at, signUps.windowSeconds);
  if (times > signUps.most)
    throw new PageError('tooOften', { 'retry-after': String(signUps.windowSeconds - (at % signUps.windowSeconds)) });
}
