import { left } from '../../subscription.ts';
import { PageError } from '../../../reader-pages/refusal.ts';
import { notice, oneButton, toSubscribe } from '../pages/notice.ts';
import { pageMessagesFor } from '../../../locales/messagesFor.ts';
import { fieldText } from '../../../reader-pages/fields.ts';
import { claimsOf } from '../admission.ts';
import type { Step } from '../step.ts';

/** Shows a button: programs that scan mails follow links, and would unsubscribe readers who never wanted that. */
export const showLeave: Step = async ({ query, language: asked, now }, { key, subscribers }) => {
  const token = query.get('token') ?? '';
  const { subscriberId } = claimsOf(token, 'unsubscribe', { key: await key(), now });
  const language = (await subscribers.get(subscriberId))?.preferences.language ?? asked;
  const { leave: messages } = pageMessagesFor(language);
  return notice(messages, language, oneButton('/unsubscribe', token, 'leave', messages.button));
};

/**
 * Ends the digests, at once: by the page's button, or by a mail program's (RFC 8058). Whoever is gone has left already.
 */
export const leave: Step = async ({ form: read, query, language: asked, now }, { key, subscribers }) => {
  const form = await read();
  const token = query.get('token') ?? fieldText(form, 'token');
  const { subscriberId } = claimsOf(token, 'unsubscribe', { key: await key(), now });
  const reason = reasonIn(form);
  let changed = false as boolean;
  const row = await subscribers.change(subscriberId, (before) => {
    const after = left(before, reason, now);
    changed = after !== undefined;
    return after;
  });
  const language = row?.preferences.language ?? asked;
  const { leave: messages, subscribe } = pageMessagesFor(language);
  return {
    ...notice(messages.done, language, toSubscribe(language, subscribe.again)),
    ...(changed && { did: { what: 'left', subscriberId } }),
  };
};

/**
 * How somebody left, as the operator reads it on their row.
 * @throws PageError 400 where the request asks for nothing
 */
function reasonIn(form: FormData): string {
  if (fieldText(form, 'List-Unsubscribe') === 'One-Click') return 'left by the button of their mail program';
  if (fieldText(form, 'leave') !== '') return 'left by the page';
  throw new PageError('notAsked');
}
