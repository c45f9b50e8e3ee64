import { epochSeconds, secondsOf } from '../../../platform/values/time.ts';
import type { Source } from '../source.ts';

/**
 * Some servers answer "not modified" whatever has become of their feed. Three times a day costs a publisher little, of
 * some 70 polls of a usual source, and no newsroom's silence lasts longer unseen.
 */
const longestUnreadSeconds = 8 * 3_600;

/** Whether a poll asks for the whole document, so without the validators of the last one. */
export const isFullReadDue = (
  source: Pick<Source, 'distrustsValidators' | 'lastReadAt' | 'heldUntil'>,
  now: Date,
): boolean => source.distrustsValidators === true || isHeldDue(source, now) || isLongUnread(source, now);

/** A correction that waits may be announced by now: that needs the document, also where it is the same. */
export const isHeldDue = ({ heldUntil }: Pick<Source, 'heldUntil'>, now: Date): boolean =>
  heldUntil !== undefined && heldUntil <= epochSeconds(now);

const isLongUnread = ({ lastReadAt }: Pick<Source, 'lastReadAt'>, now: Date): boolean =>
  lastReadAt === undefined || epochSeconds(now) - secondsOf(lastReadAt) >= longestUnreadSeconds;
