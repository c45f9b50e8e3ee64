import { left } from '../../subscription.ts';
import { textOf } from '../form/fields.ts';
import { claimsOf } from '../http/claims.ts';
import { PageError } from '../http/refusal.ts';
import type { Step } from '../http/reply.ts';
import { notice, oneButton, toSubscribe } from '../pages/notice.ts';
import { inLanguage } from '../words/inLanguage.ts';

/** Shows a button: programs that look into mails follow links, and would make readers leave who never wanted to. */
export const showLeave: Step = async ({ query, language: asked, now }, { key, subscribers }) => {
  const token = query.get('token') ?? '';
  const { subscriberId } = claimsOf(token, 'unsubscribe', { key: await key(), now });
  const language = (await subscribers.get(subscriberId))?.preferences.language ?? asked;
  const { leave: words } = inLanguage[language];
  return notice(words, language, oneButton('/unsubscribe', token, 'leave', words.button));
};

/**
 * Ends the digests, at once: by the page's button, or by a mail program's (RFC 8058). Whoever is gone has left already.
 */
export const leave: Step = async ({ form: read, query, language: asked, now }, { key, subscribers }) => {
  const form = await read();
  const token = query.get('token') ?? textOf(form, 'token');
  const { subscriberId } = claimsOf(token, 'unsubscribe', { key: await key(), now });
  const reason = reasonIn(form);
  let changed = false as boolean;
  const row = await subscribers.change(subscriberId, (before) => {
    const after = left(before, reason, now);
    changed = after !== undefined;
    return after;
  });
  const language = row?.preferences.language ?? asked;
  const { leave: words, subscribe } = inLanguage[language];
  return {
    ...notice(words.done, language, toSubscribe(language, subscribe.again)),
    ...(changed && { did: { what: 'left', subscriberId } }),
  };
};

/**
 * How somebody left, as the operator reads it on their row.
 * @throws Refusal 400 where the request asks for nothing
 */
function reasonIn(form: FormData): string {
  if (textOf(form, 'List-Unsubscribe') === 'One-Click') return 'left by the button of their mail program';
  if (textOf(form, 'leave') !== '') return 'left by the page';
  throw new PageError('notAsked');
}
