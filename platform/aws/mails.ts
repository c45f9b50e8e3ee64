import { SESv2ServiceException } from '@aws-sdk/client-sesv2';
import type {
  SendBulkEmailRequest,
  SendBulkEmailResponse,
  SendEmailRequest,
  SendEmailResponse,
} from '@aws-sdk/client-sesv2';
import { signedCall } from './signedCall.ts';

/** Sends mail by SES v2. */
export interface Mails {
  sendEmail(input: SendEmailRequest): Promise<SendEmailResponse>;
  sendBulkEmail(input: SendBulkEmailRequest): Promise<SendBulkEmailResponse>;
}

/** It never tries again by itself: a mail whose answer was lost may be in somebody's mailbox. */
const ses = {
  name: 'ses',
  host: 'email',
  retries: { maxAttempts: 1 },
  answerMs: 10_000,
  errorOf: (name: string, options: ConstructorParameters<typeof SESv2ServiceException>[0]) =>
    new SESv2ServiceException({ ...options, name }),
};

/**
 * One for a worker. Operations are called by their paths (API reference, SendEmail and SendBulkEmail), with the input
 * as JSON: with the SDK's commands come the messages of SES's 110 operations, 48 kB in each bundle.
 */
export function mailClient(): Mails {
  const call = signedCall(ses);
  const post = async (path: string, input: object): Promise<object> =>
    JSON.parse(
      await call({ path, headers: { 'content-type': 'application/json' }, body: JSON.stringify(input) }),
    ) as object;
  return {
    sendEmail: (input) => post('/v2/email/outbound-emails', input),
    sendBulkEmail: (input) => post('/v2/email/outbound-bulk-emails', input) as Promise<SendBulkEmailResponse>,
  };
}
