import { html } from '../../../../platform/http/html.ts';
import { epochSeconds, plusSeconds } from '../../../../platform/values/time.ts';
import type { ArticleLog } from '../../../articles/articleLog.ts';
import { pageMessagesFor } from '../../../locales/messagesFor.ts';
import type { Cadence, Preferences } from '../../preferences.ts';
import { tokenFor } from '../../readerKey.ts';
import type { LinkClaims, Signing } from '../../readerKey.ts';
import type { Subscriber } from '../../subscriber.ts';
import { confirmed } from '../../subscription.ts';
import { cadenceText } from '../form/times.ts';
import { PageError } from '../../../reader-pages/refusal.ts';
import type { ReaderPage } from '../../../reader-pages/page.ts';
import { nextDigest, notice, oneButton, paragraph, toPreferences } from '../pages/notice.ts';
import { fieldText } from '../../../reader-pages/fields.ts';
import { claimsOf } from '../admission.ts';
import type { Step } from '../step.ts';

/** The days that a first digest looks back: as many as any digest of its kind covers. */
const firstWindowDays: Readonly<Record<Cadence['frequency'], number>> = { daily: 1, weekdays: 1, weekly: 7 };

/** Shows what was asked for, and a button: programs that scan mails follow links, but press nothing. */
export const showConfirm: Step = async ({ query, now }, services) => {
  const signing = { key: await services.key(), now };
  const token = query.get('token') ?? '';
  const claims = claimsOf(token, 'confirm', signing);
  const standing = standingOf(await services.subscribers.get(claims.subscriberId), claims);
  if ('done' in standing) return donePage(standing.done, 'already', signing);
  const { cadence, language } = standing.asked;
  const { confirm: messages } = pageMessagesFor(language);
  return notice(
    messages,
    language,
    html`<div class="told"><p>${cadenceText(cadence, language)}</p></div>
${oneButton('/subscribe/confirm', token, 'confirm', messages.button)}${paragraph(messages.notYou)}`,
  );
};

/** The button was pressed. */
export const confirm: Step = async ({ form: read, query, now }, { key, subscribers, log }) => {
  const signing = { key: await key(), now };
  const claims = claimsOf(fieldText(await read(), 'token') || (query.get('token') ?? ''), 'confirm', signing);
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
 * @throws PageError 410 where a newer sign-up or leaving has taken its place
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

function donePage(row: Subscriber, what: 'done' | 'already', signing: Signing): ReaderPage {
  const { language } = row.preferences;
  return notice(pageMessagesFor(language).confirm[what], language, [
    nextDigest(row, signing.now),
    toPreferences(tokenFor({ purpose: 'preferences', subscriberId: row.id }, signing), language),
  ]);
}
