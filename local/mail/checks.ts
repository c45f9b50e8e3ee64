import { isDeliverable } from './address.ts';
import type { Draft } from './draft.ts';
import { badRequest } from './refusal.ts';

const maxRecipients = 50;
const standardHeaders = new Set(['from', 'to', 'cc', 'reply-to']);

/**
 * Refuses what SES would not take, whoever sends it. Its limits:
 * https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html
 */
export function checkDraft({ to, headers, tags }: Draft, raw: boolean): void {
  if (to.length === 0) throw badRequest('At least one recipient is required.');
  if (to.length > maxRecipients) throw badRequest(`Recipient count exceeds ${maxRecipients}.`);
  const illegal = to.find((address) => !isDeliverable(address));
  if (illegal !== undefined) throw badRequest(`Illegal address: ${JSON.stringify(illegal)}`);
  for (const [name, value] of Object.entries(tags)) {
    const wrong = [name, value].find((text) => !/^[\w-]{1,256}$/.test(text));
    if (wrong !== undefined)
      throw badRequest(`Invalid tag <${wrong}>: only alphanumeric ASCII characters, '_', and '-' are allowed.`);
  }
  // A raw mail's headers are its own: only what SES itself writes into a mail is measured.
  if (!raw) checkHeaders(headers.filter(({ name }) => !standardHeaders.has(name.toLowerCase())));
}

function checkHeaders(headers: Draft['headers']): void {
  if (headers.length > 15) throw badRequest('A message has at most 15 headers of its own.');
  for (const { name, value } of headers) {
    if (!/^[!-9;-~]{1,126}$/.test(name))
      throw badRequest(
        `Invalid header name ${JSON.stringify(name)}: 1 to 126 printable ASCII characters without colon.`,
      );
    if (!/^[ -~]{1,870}$/.test(value))
      throw badRequest(`Invalid value of header ${name}: 1 to 870 printable ASCII characters.`);
  }
}
