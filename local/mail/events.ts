import { randomUUID } from 'node:crypto';
import { account } from '../template/naming.ts';
import type { JsonObject } from '../template/json.ts';
import { addressOf, domainOf } from './address.ts';
import type { MailEventType } from './configurationSets.ts';
import type { Mail, MailHeader } from './mail.ts';
import type { Outcome } from './simulator.ts';

/** A mail as its events tell of it. */
export interface ToldMail {
  readonly mail: Mail;
  /** The headers as the caller passed them: SES's own Message-ID and Date are not among them. */
  readonly headers: readonly MailHeader[];
  readonly identityArn: string;
  /** The sender. */
  readonly caller: string;
  readonly operation: string;
}

/** One event as SES publishes it. */
export interface ToldEvent {
  readonly type: MailEventType;
  readonly body: JsonObject;
}

// 192.0.2.0/24 is for documentation (RFC 5737): nothing answers there.
const outgoingIp = '192.0.2.10';
const remoteMtaIp = '192.0.2.20';
const outgoingHost = 'a8-10.smtp-out.amazonses.com';

const feedbackId = (at: Date): string => `0100${at.getTime().toString(16).padStart(12, '0')}-${randomUUID()}-000000`;

/** The event of every accepted mail. */
export const sendEvent = (told: ToldMail): ToldEvent => ({
  type: 'Send',
  body: { eventType: 'Send', mail: mailObject(told), send: {} },
});

/** The event of a mail whose text SES could not fill in (SES developer guide, "Rendering failure object"). */
export const renderingFailureEvent = (told: ToldMail, errorMessage: string): ToldEvent => ({
  type: 'Rendering Failure',
  body: { eventType: 'Rendering Failure', mail: mailObject(told), failure: { errorMessage, templateName: '' } },
});

/** The event that tells what became of a mail at one of its recipients. */
export function outcomeEvent(told: ToldMail, recipient: string, outcome: Outcome, at: Date): ToldEvent {
  switch (outcome) {
    case 'delivery':
      return {
        type: 'Delivery',
        body: {
          eventType: 'Delivery',
          mail: mailObject(told, { 'ses:outgoing-ip': [outgoingIp] }),
          delivery: {
            timestamp: at.toISOString(),
            processingTimeMillis: at.getTime() - told.mail.at.getTime(),
            recipients: [recipient],
            smtpResponse: '250 Ok',
            remoteMtaIp,
            reportingMTA: outgoingHost,
          },
        },
      };
    case 'complaint':
      return {
        type: 'Complaint',
        body: {
          eventType: 'Complaint',
          mail: mailObject(told),
          complaint: {
            feedbackId: feedbackId(at),
            complaintSubType: null,
            complainedRecipients: [{ emailAddress: recipient }],
            timestamp: at.toISOString(),
            userAgent: 'Amazon SES Mailbox Simulator',
            complaintFeedbackType: 'abuse',
            arrivalDate: at.toISOString(),
          },
        },
      };
    case 'hardBounce':
      return bounceEvent(told, at, {
        ...permanent('General', recipient, 'smtp; 550 5.1.1 user unknown'),
        remoteMtaIp,
        reportingMTA: `dns; ${outgoingHost}`,
      });
    case 'suppressed':
      return bounceEvent(told, at, {
        ...permanent(
          'OnAccountSuppressionList',
          recipient,
          'Amazon SES did not send the message to this address because it is on the suppression list for your account.',
        ),
        reportingMTA: 'dns; amazonses.com',
      });
    // An automatic answer is no delivery status notification: it says nothing but the address.
    case 'softBounce':
      return bounceEvent(told, at, {
        bounceType: 'Transient',
        bounceSubType: 'General',
        bouncedRecipients: [{ emailAddress: recipient }],
      });
  }
}

const bounceEvent = (told: ToldMail, at: Date, bounce: JsonObject): ToldEvent => ({
  type: 'Bounce',
  body: {
    eventType: 'Bounce',
    bounce: { feedbackId: feedbackId(at), ...bounce, timestamp: at.toISOString() },
    mail: mailObject(told),
  },
});

const permanent = (subType: string, recipient: string, diagnosticCode: string): JsonObject => ({
  bounceType: 'Permanent',
  bounceSubType: subType,
  bouncedRecipients: [{ emailAddress: recipient, action: 'failed', status: '5.1.1', diagnosticCode }],
});

function mailObject({ mail, headers, identityArn, caller, operation }: ToldMail, more: JsonObject = {}): JsonObject {
  const { id, from, to, subject, tags, configurationSet, at } = mail;
  const valuesOf = (wanted: string): string[] =>
    headers.filter(({ name }) => name.toLowerCase() === wanted).map(({ value }) => value);
  const common = (name: string, key = name): JsonObject => (valuesOf(name).length > 0 ? { [key]: valuesOf(name) } : {});
  return {
    timestamp: at.toISOString(),
    source: from,
    sourceArn: identityArn,
    sendingAccountId: account,
    messageId: id,
    destination: [...to],
    headersTruncated: false,
    headers: headers.map(({ name, value }) => ({ name, value })),
    commonHeaders: {
      from: [from],
      ...common('reply-to', 'replyTo'),
      ...common('to'),
      ...common('cc'),
      messageId: id,
      subject,
    },
    tags: {
      'ses:operation': [operation],
      ...(configurationSet === undefined ? {} : { 'ses:configuration-set': [configurationSet] }),
      'ses:source-ip': ['127.0.0.1'],
      'ses:from-domain': [domainOf(addressOf(from))],
      'ses:caller-identity': [caller],
      ...more,
      ...Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, [value]])),
    },
  };
}
