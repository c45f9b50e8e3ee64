import { isObject, type Json, type JsonObject, textOf } from '../template/json.ts';
import { addressOf, mailboxesOf } from './address.ts';
import type { MailHeader } from './mail.ts';

/** A SendEmail as its caller wrote it. */
export interface Draft {
  readonly from: string;
  /** Everybody who is to get it, as plain addresses. */
  readonly to: readonly string[];
  /** The headers that the caller passes, in their order. */
  readonly headers: readonly MailHeader[];
  readonly tags: Readonly<Record<string, string>>;
  readonly configurationSet: string | undefined;
}

const objectOf = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});
const listOf = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);
const textsOf = (value: Json | undefined): string[] => listOf(value).map(textOf);

/** Reads the entries of a SendBulkEmail, each as the SendEmail that it stands for. */
export const draftsOf = (input: JsonObject): Draft[] =>
  listOf(input['BulkEmailEntries']).map((value) => {
    const { Destination, ReplacementHeaders, ReplacementTags } = objectOf(value);
    const { Template: template } = objectOf(input['DefaultContent']);
    const { Headers, ...rest } = objectOf(template);
    const own = listOf(ReplacementHeaders).map(objectOf);
    const replaced = new Set(own.map(({ Name: name }) => textOf(name)));
    const ofAll = listOf(Headers).map(objectOf);
    return draftOf({
      ...input,
      ...(Destination !== undefined && { Destination }),
      Content: {
        Template: { ...rest, Headers: [...ofAll.filter(({ Name: name }) => !replaced.has(textOf(name))), ...own] },
      },
      EmailTags: [...listOf(input['DefaultEmailTags']), ...listOf(ReplacementTags)],
    });
  });

/** Reads the input of a SendEmail. What of it is no mail at all, the engine says. */
export function draftOf(input: JsonObject): Draft {
  const { Simple: simple, Template: template } = objectOf(input['Content']);
  const raw = rawHeadersOf(input);
  const { ToAddresses: to, CcAddresses: cc, BccAddresses: bcc } = objectOf(input['Destination']);
  const recipients = [to, cc, bcc].flatMap(textsOf);
  const of = (...names: string[]): string[] =>
    raw?.filter(({ name }) => names.includes(name.toLowerCase())).map(({ value }) => value) ?? [];
  const from = textOf(input['FromEmailAddress']) || (of('from')[0] ?? '');
  return {
    from,
    to: (recipients.length > 0 ? recipients : of('to', 'cc', 'bcc').flatMap(mailboxesOf)).map(addressOf),
    headers: raw ?? [
      { name: 'From', value: from },
      ...addressHeader('Reply-To', input['ReplyToAddresses']),
      ...addressHeader('To', to),
      ...addressHeader('Cc', cc),
      ...listOf(objectOf(simple ?? template)['Headers'])
        .map(objectOf)
        .map(({ Name: name, Value: value }) => ({ name: textOf(name), value: textOf(value) })),
    ],
    tags: Object.fromEntries(
      listOf(input['EmailTags'])
        .map(objectOf)
        .map(({ Name: name, Value: value }) => [textOf(name), textOf(value)]),
    ),
    configurationSet: input['ConfigurationSetName'] === undefined ? undefined : textOf(input['ConfigurationSetName']),
  };
}

/** Whether a SendEmail brings a whole MIME message, for which IAM has an action of its own. */
export const isRaw = (input: JsonObject): boolean => objectOf(input['Content'])['Raw'] !== undefined;

const addressHeader = (name: string, addresses: Json | undefined): MailHeader[] => {
  const value = textsOf(addresses).join(', ');
  return value === '' ? [] : [{ name, value }];
};

/** The headers of a MIME message, unfolded; the engine drops them. Undefined when the mail is not raw. */
function rawHeadersOf(input: JsonObject): MailHeader[] | undefined {
  if (!isRaw(input)) return undefined;
  const { Data: data } = objectOf(objectOf(input['Content'])['Raw']);
  const [head = ''] = Buffer.from(textOf(data), 'base64')
    .toString()
    .split(/\r?\n\r?\n/);
  return head
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
    .flatMap((line) => {
      const [, name, value] = /^([!-9;-~]+):\s*(.*)$/.exec(line) ?? [];
      return name === undefined || value === undefined ? [] : [{ name, value }];
    });
}
