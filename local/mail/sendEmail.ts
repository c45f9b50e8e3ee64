import type { Call } from '../gateway/call.ts';
import { accept, checked, type Sending } from './accept.ts';
import { draftOf, isRaw } from './draft.ts';
import type { Mail } from './mail.ts';

/** Takes a mail, or refuses it as SES would. */
export async function sendEmail({ caller, input, body, operation }: Call, sending: Sending): Promise<Mail> {
  const raw = isRaw(input);
  const draft = checked(draftOf(input), raw, sending);
  const {
    subject,
    body: { html, text },
  } = await (await sending.engine()).compose(body);
  const headers = raw ? draft.draft.headers : [...draft.draft.headers, { name: 'Subject', value: subject }];
  return accept(draft, { subject, html, text, headers, caller: caller.name, operation }, sending);
}
