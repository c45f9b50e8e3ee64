import type { SESv2ServiceException } from '@aws-sdk/client-sesv2';

/**
 * SES's answer. `busy`, `full` and `stopped` took nothing: too many a second, too many within 24 hours, or the account
 * may not send at all. `refused` will never be taken. `unknown` may have been: it must not be sent again before SES's
 * events were heard.
 */
export type MailResult =
  | { readonly what: 'taken'; readonly messageId: string }
  | { readonly what: 'busy' | 'full' | 'stopped' | 'refused' | 'unknown'; readonly reason: string };

/** Headers and tags as SES takes them. */
export const pairs = (of: Readonly<Record<string, string>>): { Name: string; Value: string }[] =>
  Object.entries(of).map(([Name, Value]) => ({ Name, Value }));

/** SES names it in any case of letters. */
export const withoutAddress = (text: string, address: string): string =>
  text.replace(new RegExp(RegExp.escape(address), 'gi'), '(the address)');

/**
 * By SES's own names of its errors (API reference of SendEmail), and by its words where one name means two things: both
 * quotas answer ThrottlingException, "Daily message quota exceeded" or "Maximum sending rate exceeded" (developer
 * guide, "Errors related to the sending quotas").
 * @param to whom a mail to one person was for
 */
export function meaningOf(error: unknown, to?: string): Exclude<MailResult['what'], 'taken'> {
  const { name, message = '', $fault } = error as Partial<SESv2ServiceException>;
  switch (name) {
    case 'TooManyRequestsException':
    case 'ThrottlingException':
    case 'LimitExceededException':
      return /quota/i.test(message) ? 'full' : 'busy';
    case 'AccountSuspendedException':
    case 'SendingPausedException':
    case 'MailFromDomainNotVerifiedException':
    case 'NotFoundException': // the configuration set
    case 'AccessDeniedException':
      return 'stopped';
    case 'MessageRejected': // the sender is not verified, or the content is held to be harmful: either way a person must look
      return to !== undefined && isUnverified(to, message) ? 'refused' : 'stopped';
    default:
      return $fault === 'client' ? 'refused' : 'unknown';
  }
}

const failedIdentities = 'identities failed the check in region ';

/**
 * In SES's sandbox mail reaches verified addresses alone: "Email address is not verified. The following identities
 * failed the check in region US-EAST-1: reader@example.com". Where it names the recipient and nobody else, the others'
 * mail goes on.
 */
function isUnverified(to: string, message: string): boolean {
  const at = message.toLowerCase().indexOf(failedIdentities);
  const names = at < 0 ? '' : message.slice(message.indexOf(':', at) + 1);
  const failed = names
    .split(',')
    .map((one) => one.trim().toLowerCase())
    .filter((one) => one !== '');
  return failed.length > 0 && failed.every((one) => one === to.toLowerCase());
}
