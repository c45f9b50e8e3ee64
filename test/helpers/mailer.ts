import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { project } from '../../bin/synth.ts';
import { startTwin } from '../../local/startTwin.ts';
import { synth } from '../../local/synth.ts';
import type { Twin, TwinOptions } from '../../local/twin.ts';

interface Answer {
  readonly status: number;
  readonly error?: string;
  readonly answer: Record<string, unknown>;
}
interface MailEvent {
  readonly eventType: string;
  readonly mail: Record<string, unknown>;
  readonly bounce?: Record<string, unknown>;
}
/** The mailer stack of test/fixtures in a twin. */
export interface Mailer {
  readonly twin: Twin;
  /** A resource's logical id by the name that the fixture gives it. */
  id(name: string): string;
  /** A call that one of the fixture's functions makes to SES. */
  call(fn: string, method: string, path: string, input?: object): Promise<Answer>;
  mailTo(to: string, more?: object): object;
  send(to: string, more?: object, fn?: string): Promise<Answer>;
  /** The first message of the queue that hears the topic of events. */
  firstHeard(): Promise<string | undefined>;
  /** The events that came to the topic's queue, until there are as many as were asked for. */
  heard(count: number): Promise<MailEvent[]>;
  /** SES's answer to an operator who sends. */
  sendAsOperator(input: object): Promise<[status: number, error: string | null, message: unknown]>;
  stop(): Promise<void>;
}

export const unsubscribe = [
  { Name: 'List-Unsubscribe', Value: '<https://news.example/u/1>' },
  { Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' },
];

export async function startMailer(options: Partial<TwinOptions> & { dataDir: string }): Promise<Mailer> {
  const twin = await startTwin({
    port: 0,
    cdkOut: await synth({ ...project, stage: 'mailer', app: 'test/fixtures/mailer/app.ts' }),
    schedules: 'manual',
    fastRetries: true,
    mail: { maxSendRate: 1000 },
    ...options,
  });
  const queues = new SQSClient({
    endpoint: twin.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'operator', secretAccessKey: 'x' },
  });
  const mailTo = (to: string, more: object = {}) => mailOf(twin, to, more);
  const call = (fn: string, method: string, path: string, input?: object) => callOf(twin, fn, method, path, input);
  return {
    twin,
    id: (name) =>
      twin.stack.resources.find((resource) => new RegExp(`^${name}[0-9A-F]{8}$`).test(resource.id))?.id ?? '',
    call,
    mailTo,
    send: (to, more, fn = 'sender') => call(fn, 'POST', 'outbound-emails', mailTo(to, more)),
    firstHeard: async () => (await take(queues, twin, 1))[0],
    heard: (count) => heardOf(queues, twin, count),
    sendAsOperator: (input) => sendAsOperator(twin, input),
    stop: async () => {
      queues.destroy();
      await twin.stop();
    },
  };
}

async function callOf({ url }: Twin, fn: string, method: string, path: string, input?: object): Promise<Answer> {
  const response = await fetch(`${url}/${fn}`, {
    method: 'POST',
    body: JSON.stringify({ method, path: `/v2/email/${path}`, input }),
  });
  return (await response.json()) as Answer;
}

/** A SendBulkEmail whose template has a name to fill in, `link`. */
export const bulkOf = ({ outputs }: Twin, to: readonly string[], more: object = {}): object => ({
  FromEmailAddress: 'News <digest@news.example>',
  ConfigurationSetName: outputs['Set'],
  DefaultEmailTags: [{ Name: 'kind', Value: 'digest' }],
  DefaultContent: {
    Template: {
      TemplateContent: { Subject: 'Today', Html: '<a href="{{link}}">&amp;</a>', Text: 'News & {{link}}' },
      TemplateData: '{}',
      Headers: [
        { Name: 'List-Id', Value: 'news' },
        { Name: 'List-Unsubscribe', Value: '<https://news.example>' },
      ],
    },
  },
  BulkEmailEntries: to.map((address) => ({
    Destination: { ToAddresses: [address] },
    ReplacementHeaders: [{ Name: 'List-Unsubscribe', Value: `<https://news.example/u?a=${address}>` }],
    ReplacementTags: [{ Name: 'digest', Value: address.split('@')[0] }],
    ReplacementEmailContent: {
      ReplacementTemplate: {
        ReplacementTemplateData: JSON.stringify({ link: `https://news.example/u?a=${address}&b` }),
      },
    },
  })),
  ...more,
});

const mailOf = (twin: Twin, to: string, more: object): object => ({
  FromEmailAddress: 'News <digest@news.example>',
  Destination: { ToAddresses: [to] },
  ReplyToAddresses: ['editors@news.example'],
  ConfigurationSetName: twin.outputs['Set'],
  EmailTags: [{ Name: 'digest', Value: '2026-01-01' }],
  Content: {
    Simple: {
      Subject: { Data: 'Today' },
      Body: { Html: { Data: '<p>News</p>' }, Text: { Data: 'News' } },
      Headers: unsubscribe,
    },
  },
  ...more,
});

/** Takes messages of the queue that hears the topic of events, waiting for them. */
async function take(queues: SQSClient, twin: Twin, MaxNumberOfMessages: number): Promise<string[]> {
  const QueueUrl = twin.outputs['HeardUrl'];
  const { Messages: messages = [] } = await queues.send(
    new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 5, MaxNumberOfMessages }),
  );
  for (const { ReceiptHandle } of messages) await queues.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  return messages.map(({ Body = '' }) => Body);
}

async function heardOf(queues: SQSClient, twin: Twin, count: number): Promise<MailEvent[]> {
  const events: MailEvent[] = [];
  for (const giveUpAt = Date.now() + 10_000; events.length < count && Date.now() < giveUpAt;)
    events.push(...(await take(queues, twin, 10)).map((body) => JSON.parse(body) as MailEvent));
  return events;
}

async function sendAsOperator(
  twin: Twin,
  input: object,
): Promise<[status: number, error: string | null, message: unknown]> {
  const authorization =
    'AWS4-HMAC-SHA256 Credential=operator/20260101/us-east-1/ses/aws4_request, SignedHeaders=host, Signature=x';
  const response = await fetch(`${twin.endpoint}/v2/email/outbound-emails`, {
    method: 'POST',
    headers: { authorization },
    body: JSON.stringify(input),
  });
  return [
    response.status,
    response.headers.get('x-amzn-errortype'),
    ((await response.json()) as { message: string }).message,
  ];
}
