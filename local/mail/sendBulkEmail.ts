import type { Call } from '../gateway/call.ts';
import { isObject, type JsonObject, textOf } from '../template/json.ts';
import { accept, checked, type Sending } from './accept.ts';
import { draftsOf } from './draft.ts';
import type { Mail } from './mail.ts';
import { badRequest, MailRefusal } from './refusal.ts';

const maxEntries = 50;

/** An entry's result; with the mail, where it is taken. */
interface EntryResult {
  readonly result: JsonObject;
  readonly mail?: Mail;
}

/**
 * Takes the mails of a SendBulkEmail with an inline template, each for itself, or refuses all of them: as a whole where
 * one address is wrong (API reference of SendBulkTemplatedEmail, its predecessor: "the entire message is rejected"), and
 * where the template does more than fill in names (aws-sdk-js-v3#6657).
 */
export async function sendBulkEmail(
  { caller, input, body, operation }: Call,
  sending: Sending,
): Promise<EntryResult[]> {
  const drafts = draftsOf(input);
  if (drafts.length === 0 || drafts.length > maxEntries) throw badRequest(`There must be 1 to ${maxEntries} entries.`);
  const template = inlineTemplateOf(input);
  if (/\{\{\{|\{\{\s*[^\w\s]/.test(template)) throw badRequest('Template contains unsupported operations.');
  const all = drafts.map((draft) => checked(draft, false, sending));
  const composed = await (await sending.engine()).composeBulk(body);
  return all.map((draft, index): EntryResult => {
    const what = composed[index]!;
    if ('error' in what) return { result: { Status: 'FAILED', Error: what.error } };
    const { subject, body: filled } = what.email;
    const headers = [...draft.draft.headers, { name: 'Subject', value: subject }];
    const renderingFailure = missingIn(template, input, index);
    try {
      const mail = accept(
        draft,
        { subject, html: filled.html, text: filled.text, headers, caller: caller.name, operation, renderingFailure },
        sending,
      );
      const result = { Status: 'SUCCESS', MessageId: mail.id };
      return renderingFailure === undefined ? { result, mail } : { result };
    } catch (error) {
      if (error instanceof MailRefusal) return { result: { Status: statusOf(error), Error: error.message } };
      throw error;
    }
  });
}

/** API reference, BulkEmailEntryResult. */
const statusOf = ({ code }: MailRefusal): string =>
  code === 'ThrottlingException' ? 'ACCOUNT_DAILY_QUOTA_EXCEEDED' : 'ACCOUNT_THROTTLED';

function inlineTemplateOf({ DefaultContent: content }: JsonObject): string {
  const { Template: template } = isObject(content) ? content : {};
  const { TemplateContent: inline } = isObject(template) ? template : {};
  if (!isObject(inline)) throw badRequest("The twin's SES knows inline templates alone.");
  return ['Subject', 'Html', 'Text'].map((part) => textOf(inline[part] ?? '')).join('\n');
}

/** The message of SES's event about a name that has no value. */
function missingIn(template: string, { BulkEmailEntries: entries }: JsonObject, index: number): string | undefined {
  const entry = Array.isArray(entries) ? entries[index] : undefined;
  const { ReplacementEmailContent: content } = isObject(entry) ? entry : {};
  const { ReplacementTemplate: replacement } = isObject(content) ? content : {};
  const { ReplacementTemplateData: data } = isObject(replacement) ? replacement : {};
  const values: unknown = JSON.parse(textOf(data ?? '{}'));
  const missing = [...template.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].find(
    ([, name = '']) => !isObject(values) || !(name in values),
  );
  return missing && `Attribute '${missing[1]}' is not present in the rendering data.`;
}
