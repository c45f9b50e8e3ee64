import { html } from '../../../../platform/http/html.ts';
import { pageMessagesFor } from '../../../locales/messagesFor.ts';
import { tokenFor } from '../../readerKey.ts';
import type { Signing } from '../../readerKey.ts';
import type { Subscriber } from '../../subscriber.ts';
import { changedPreferences } from '../../subscription.ts';
import { readDirectory, withChosen } from '../form/directory.ts';
import { fieldsFrom, readFields, searchIn, typedFields } from '../form/fields.ts';
import type { FormView } from '../pages/choice.ts';
import { enterButton, faultsPart, preferencesParts } from '../pages/form.ts';
import type { ReaderPage } from '../../../reader-pages/page.ts';
import { nextDigest, oneButton, paragraph, standingPage } from '../pages/notice.ts';
import { fieldText } from '../../../reader-pages/fields.ts';
import { claimsOf } from '../admission.ts';
import type { Step } from '../step.ts';

/** A reader's own form. */
export const showPreferences: Step = async (
  { query, language: asked, now },
  { key, subscribers, directory: lists },
) => {
  const signing = { key: await key(), now };
  const token = query.get('token') ?? '';
  const row = await subscribers.get(claimsOf(token, 'preferences', signing).subscriberId);
  if (row?.status !== 'active') return standingPage(row, asked);
  const { choice, language } = row.preferences;
  const view = {
    fields: fieldsFrom(row.preferences),
    faults: {},
    directory: withChosen(await readDirectory(lists, choice, query.get('find') ?? ''), choice),
    language,
  };
  return preferencesPage(row, view, { token, ...signing, saved: query.has('saved') });
};

/** Saves it, and leads back to it. */
export const changePreferences: Step = async (
  { form: read, query, language: asked, now },
  { key, subscribers, directory: lists },
) => {
  const form = await read();
  const signing = { key: await key(), now };
  const token = fieldText(form, 'token') || (query.get('token') ?? '');
  const { subscriberId } = claimsOf(token, 'preferences', signing);
  const before = await subscribers.get(subscriberId);
  if (before?.status !== 'active') return { ...standingPage(before, asked), status: 409 };
  const [fields, search] = [typedFields(form), searchIn(form)];
  const directory = withChosen(await readDirectory(lists, fields, search), before.preferences.choice);
  const view = { fields, directory, language: before.preferences.language };
  if (search !== undefined)
    return preferencesPage(before, { ...view, faults: {} }, { token, ...signing, saved: false });
  const choice = readFields(fields, directory);
  if ('faults' in choice) {
    return {
      ...preferencesPage(before, { ...view, faults: choice.faults }, { token, ...signing, saved: false }),
      status: 422,
    };
  }
  const after = await subscribers.change(
    subscriberId,
    (row) => changedPreferences(row, choice.preferences, now),
    before,
  );
  // they left in this very moment
  if (after?.status !== 'active') return { ...standingPage(after, asked), status: 409 };
  return { seeOther: `/preferences?token=${token}&saved=yes`, did: { what: 'changed', subscriberId } };
};

function preferencesPage(
  row: Subscriber,
  view: FormView,
  { token, saved, ...signing }: Signing & { token: string; saved: boolean },
): ReaderPage {
  const { language, faults } = view;
  const messages = pageMessagesFor(language).preferences;
  const leaveToken = tokenFor({ purpose: 'unsubscribe', subscriberId: row.id }, signing);
  return {
    title: messages.title,
    language,
    main: html`<h1>${messages.title}</h1>
${nextDigest(row, signing.now, saved ? messages.saved : '')}${faultsPart(undefined, faults, language)}
<form method="post" action="/preferences"><input type="hidden" name="token" value="${token}">
${enterButton(view)}${preferencesParts(view)}
<div class="part"><button name="send" value="yes">${messages.button}</button></div></form>
<div class="part">${oneButton('/unsubscribe', leaveToken, 'leave', messages.leave, 'quiet')}
${paragraph(messages.leaveHint)}</div>`,
  };
}
