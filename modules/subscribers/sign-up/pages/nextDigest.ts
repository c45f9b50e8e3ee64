import type { Subscriber } from '../../subscriber.ts';
import { epochSeconds } from '../../../../platform/values/time.ts';
import { escapeHtml as escape } from '../../../../platform/http/escapeHtml.ts';
import { momentText } from '../form/times.ts';
import { inLanguage } from '../words/inLanguage.ts';

/**
 * When an active reader's next digest comes, by their own clock.
 * @param before what is said first
 */
export function nextDigest(
  { dueAt, preferences: { language, cadence } }: Pick<Subscriber, 'dueAt' | 'preferences'>,
  now: Date,
  before = '',
): string {
  const { next, onItsWay } = inLanguage[language].preferences;
  const isDue = dueAt === undefined || dueAt <= epochSeconds(now);
  return (
    '<div class="told" role="status"><p>' +
    `${before && `<strong>${escape(before)}</strong> `}${escape(isDue ? onItsWay : next(momentText(dueAt, cadence.zone, language)))}</p></div>\n`
  );
}
