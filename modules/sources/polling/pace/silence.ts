import type { Source } from '../../source.ts';
import { epochSeconds, secondsOf } from '../../../../platform/values/time.ts';

/**
 * So many of its usual gaps. A newsroom that publishes daily rests for a week; one that publishes hourly sleeps for a
 * night.
 */
const gaps = 10;
const leastSeconds = 2 * 86_400;

/** Whether a source has brought nothing new for far longer than is its habit, however well its polls went. */
export function isSilent({ habit, lastNewsAt }: Pick<Source, 'habit' | 'lastNewsAt'>, now: Date): boolean {
  if (habit === undefined || lastNewsAt === undefined) return false;
  return epochSeconds(now) - secondsOf(lastNewsAt) > Math.max(leastSeconds, gaps * habit.gapSeconds);
}
