import { epochSeconds, secondsOf } from '../../platform/values/time.ts';
import type { Source } from './source.ts';

/**
 * In usual gaps of a source. A newsroom that publishes daily rests for a week; one that publishes hourly sleeps for a
 * night.
 */
const gaps = 10;
const daySeconds = 86_400;
const leastSeconds = 2 * daySeconds;

/**
 * Whether a source has brought nothing new for far longer than is its habit, however well its polls went; or whether
 * none of its polls went well in the day since it was added.
 */
export function isSilent(
  { createdAt, habit, lastNewsAt, lastSuccessAt }: Pick<Source, 'createdAt' | 'habit' | 'lastNewsAt' | 'lastSuccessAt'>,
  now: Date,
): boolean {
  const at = epochSeconds(now);
  if (lastSuccessAt === undefined) return at - secondsOf(createdAt) >= daySeconds;
  if (habit === undefined || lastNewsAt === undefined) return false;
  return at - secondsOf(lastNewsAt) > Math.max(leastSeconds, gaps * habit.gapSeconds);
}
