import { describe, expect, test } from '@jest/globals';
import { outcomeEvent, sendEvent, type ToldMail } from '../../../local/mail/events.ts';
import { outcomesOf, type Outcome } from '../../../local/mail/simulator.ts';

test.each([
  ['bounce@simulator.amazonses.com', ['hardBounce']],
  ['bounce+label@simulator.amazonses.com', ['hardBounce']],
  ['Complaint@Simulator.AmazonSES.com', ['delivery', 'complaint']],
  ['ooto@simulator.amazonses.com', ['delivery', 'softBounce']],
  ['suppressionlist@simulator.amazonses.com', ['suppressed']],
  ['success@simulator.amazonses.com', ['delivery']],
  ['constructor@simulator.amazonses.com', ['delivery']],
  ['bounce@example.org', ['delivery']],
])('%s: %j', (address, outcomes) => {
  expect(outcomesOf(address)).toEqual(outcomes);
});

// The shapes: https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
describe('an event', () => {
  const at = new Date('2026-01-01T07:00:00.000Z');
  const later = new Date('2026-01-01T07:00:00.050Z');
  const told: ToldMail = {
    mail: {
      id: 'm1',
      from: 'News <digest@news.example>',
      to: ['a@example.org'],
      subject: 'Today',
      html: '<p>',
      text: undefined,
      headers: [{ name: 'Message-ID', value: 'of SES' }],
      tags: { digest: '7' },
      configurationSet: 'set',
      at,
    },
    headers: [
      { name: 'From', value: 'News <digest@news.example>' },
      { name: 'To', value: 'a@example.org' },
      { name: 'Subject', value: 'Today' },
    ],
    identityArn: 'arn:aws:ses:us-east-1:000000000000:identity/news.example',
    caller: 'Sender',
    operation: 'SendEmail',
  };
  const tags = {
    'ses:operation': ['SendEmail'],
    'ses:configuration-set': ['set'],
    'ses:source-ip': ['127.0.0.1'],
    'ses:from-domain': ['news.example'],
    'ses:caller-identity': ['Sender'],
    digest: ['7'],
  };
  const mail = {
    timestamp: '2026-01-01T07:00:00.000Z',
    source: 'News <digest@news.example>',
    sourceArn: 'arn:aws:ses:us-east-1:000000000000:identity/news.example',
    sendingAccountId: '000000000000',
    messageId: 'm1',
    destination: ['a@example.org'],
    headersTruncated: false,
    headers: told.headers,
    commonHeaders: { from: ['News <digest@news.example>'], to: ['a@example.org'], messageId: 'm1', subject: 'Today' },
    tags,
  };
  const of = (outcome: Outcome): unknown => outcomeEvent(told, 'a@example.org', outcome, later).body;
  const feedbackId = expect.stringMatching(/^0100[0-9a-f]{12}-[0-9a-f-]{36}-000000$/) as unknown;
  const timestamp = '2026-01-01T07:00:00.050Z';

  test('Send', () => {
    expect(sendEvent(told)).toEqual({ type: 'Send', body: { eventType: 'Send', mail, send: {} } });
  });

  test('Delivery', () => {
    expect(of('delivery')).toEqual({
      eventType: 'Delivery',
      mail: { ...mail, tags: { ...tags, 'ses:outgoing-ip': ['192.0.2.10'] } },
      delivery: {
        timestamp,
        processingTimeMillis: 50,
        recipients: ['a@example.org'],
        smtpResponse: '250 Ok',
        remoteMtaIp: '192.0.2.20',
        reportingMTA: 'a8-10.smtp-out.amazonses.com',
      },
    });
  });

  test('permanent Bounce', () => {
    expect(of('hardBounce')).toEqual({
      eventType: 'Bounce',
      mail,
      bounce: {
        feedbackId,
        bounceType: 'Permanent',
        bounceSubType: 'General',
        timestamp,
        remoteMtaIp: '192.0.2.20',
        reportingMTA: 'dns; a8-10.smtp-out.amazonses.com',
        bouncedRecipients: [
          {
            emailAddress: 'a@example.org',
            action: 'failed',
            status: '5.1.1',
            diagnosticCode: 'smtp; 550 5.1.1 user unknown',
          },
        ],
      },
    });
  });

  test('Bounce of a suppressed address', () => {
    expect(of('suppressed')).toMatchObject({
      bounce: {
        bounceType: 'Permanent',
        bounceSubType: 'OnAccountSuppressionList',
        bouncedRecipients: [{ emailAddress: 'a@example.org', action: 'failed' }],
      },
    });
  });

  test('transient Bounce', () => {
    expect(of('softBounce')).toEqual({
      eventType: 'Bounce',
      mail,
      bounce: {
        feedbackId,
        bounceType: 'Transient',
        bounceSubType: 'General',
        bouncedRecipients: [{ emailAddress: 'a@example.org' }],
        timestamp,
      },
    });
  });

  test('Complaint', () => {
    expect(of('complaint')).toEqual({
      eventType: 'Complaint',
      mail,
      complaint: {
        feedbackId,
        complaintSubType: null,
        complainedRecipients: [{ emailAddress: 'a@example.org' }],
        timestamp,
        userAgent: 'Amazon SES Mailbox Simulator',
        complaintFeedbackType: 'abuse',
        arrivalDate: timestamp,
      },
    });
  });
});
