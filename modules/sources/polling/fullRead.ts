import { epochSeconds, secondsOf } from '../../../platform/values/time.ts';
import type { Source } from '../source.ts';

/**
 * Some servers answer "not modified" whatever has become of their feed. Once a day costs a publisher little, and no
 * newsroom's silence lasts longer unseen.
 */
const longestUnreadSeconds = 86_400;

/** Whether a poll asks for the whole document, so without the validators of the last one. */
export const isFullReadDue = (
  { distrustsValidators = false, lastReadAt }: Pick<Source, 'distrustsValidators' | 'lastReadAt'>,
  now: Date,
): boolean =>
  distrustsValidators || lastReadAt === undefined || epochSeconds(now) - secondsOf(lastReadAt) >= longestUnreadSeconds;
