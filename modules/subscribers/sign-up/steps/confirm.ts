import type { ArticleLog } from '../../../articles/articleLog.ts';
import type { Cadence, Preferences } from '../../preferences.ts';
import type { Subscriber } from '../../subscriber.ts';
import { confirmed } from '../../subscription.ts';
import { epochSeconds, plusSeconds } from '../../../../platform/values/time.ts';
import { escapeHtml as escape } from '../../../../platform/http/escapeHtml.ts';
import { tokenFor } from '../../links.ts';
import type { Signing } from '../../links.ts';
import type { LinkClaims } from '../../readerKey.ts';
import { textOf } from '../form/fields.ts';
import { cadenceText } from '../form/times.ts';
import { claimsOf } from '../http/claims.ts';
import { PageError } from '../http/refusal.ts';
import type { Page, Step } from '../http/reply.ts';
import { nextDigest } from '../pages/nextDigest.ts';
import { notice, oneButton, paragraph, toPreferences } from '../pages/notice.ts';
import { inLanguage } from '../words/inLanguage.ts';

/** What a first digest tells of: the time that one of its kind would. */
const firstWindowDays: Readonly<Record<Cadence['frequency'], number>> = { daily: 1, weekdays: 1, weekly: 7 };

/** Shows what was asked for, and a button: programs that look into mails follow links, and press nothing. */
export const showConfirm: Step = async ({ query, now }, services) => {
  const signing = { key: await services.key(), now };
  const token = query.get('token') ?? '';
  const claims = claimsOf(token, 'confirm', signing);
  const standing = standingOf(await services.subscribers.get(claims.subscriberId), claims);
  if ('done' in standing) return donePage(standing.done, 'already', signing);
  const { cadence, language } = standing.asked;
  const { confirm: words } = inLanguage[language];
  return notice(
    words,
    language,
    `<div class="told"><p>${escape(cadenceText(cadence, language))}</p></div>
${oneButton('/subscribe/confirm', token, 'confirm', words.button)}${paragraph(words.notYou)}`,
  );
};

/** The button was pressed. */
export const confirm: Step = async ({ form: read, query, now }, { key, subscribers, log }) => {
  const signing = { key: await key(), now };
  const claims = claimsOf(textOf(await read(), 'token') || (query.get('token') ?? ''), 'confirm', signing);
  const { subscriberId, requestId = '' } = claims;
  const row = await subscribers.get(subscriberId);
  const before = standingOf(row, claims);
  if ('done' in before) return donePage(before.done, 'already', signing);
  const readTo = await firstPlace(log, before.asked.cadence, now);
  const after = standingOf(
    await subscribers.change(subscriberId, (waiting) => confirmed(waiting, requestId, readTo, now), row),
    claims,
  );
  if (!('done' in after)) throw new Error(`The sign-up of ${subscriberId} can be confirmed, and was not.`);
  return { ...donePage(after.done, 'done', signing), did: { what: 'confirmed', subscriberId } };
};

/**
 * Whether the sign-up that a link is of waits for its button, or has had it.
 * @throws Refusal 410 where a newer sign-up or leaving has taken its place
 */
function standingOf(
  row: Subscriber | undefined,
  { requestId }: LinkClaims,
): { readonly asked: Preferences } | { readonly done: Subscriber } {
  if (row?.status === 'active' && requestId !== undefined && row.consent?.requestId === requestId) return { done: row };
  if (
    row?.asked === undefined ||
    row.asked.requestId !== requestId ||
    row.status === 'active' ||
    row.status === 'suppressed'
  )
    throw new PageError('overtaken');
  return { asked: row.asked.preferences };
}

/** Where in the log the first digest begins, so that it has something to tell. */
const firstPlace = (log: ArticleLog, { frequency }: Cadence, now: Date): Promise<number> =>
  log.placeOf(plusSeconds(epochSeconds(now), -firstWindowDays[frequency] * 86_400));

function donePage(row: Subscriber, what: 'done' | 'already', signing: Signing): Page {
  const { language } = row.preferences;
  return notice(
    inLanguage[language].confirm[what],
    language,
    nextDigest(row, signing.now) +
      toPreferences(tokenFor({ purpose: 'preferences', subscriberId: row.id }, signing), language),
  );
}
