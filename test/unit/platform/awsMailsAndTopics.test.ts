import { SendBulkEmailCommand, SendEmailCommand, SESv2Client, SESv2ServiceException } from '@aws-sdk/client-sesv2';
import type { SendBulkEmailRequest, SendEmailRequest } from '@aws-sdk/client-sesv2';
import { NotFoundException, PublishBatchCommand, SNSClient, SNSServiceException } from '@aws-sdk/client-sns';
import { describe, expect, test } from '@jest/globals';
import { mailClient } from '../../../platform/aws/mails.ts';
import type { Mails } from '../../../platform/aws/mails.ts';
import { topicClient } from '../../../platform/aws/topics.ts';
import type { Topics } from '../../../platform/aws/topics.ts';
import { useAws } from './awsStub.ts';
import type { Answer, Asked } from './awsStub.ts';

const aws = useAws();

/** The functions' transport, and the SDK's own client, which it must not differ from. */
const mails: Record<string, () => Mails> = {
  'the transport': mailClient,
  'the SDK': () => {
    const client = new SESv2Client({ maxAttempts: 1 });
    return {
      sendEmail: (input) => client.send(new SendEmailCommand(input)),
      sendBulkEmail: (input) => client.send(new SendBulkEmailCommand(input)),
    };
  },
};
const topics: Record<string, () => Topics> = { 'the transport': topicClient, 'the SDK': () => new SNSClient() };
const both = (made: Record<string, () => unknown>) => Object.keys(made);

/** Letters of every kind that JSON, forms and XML write in their own way. */
const words = 'a & b <c> "d" \'e\' %20+~*()!\n\u2028 ü 😀';

/** Calls by both ways, and gives what each was asked and answered, or threw. */
async function heardBy<Client>(
  made: Record<string, () => Client>,
  answer: Answer,
  call: (client: Client) => Promise<object>,
) {
  const heard = [];
  for (const make of Object.values(made)) {
    aws.asked.length = aws.answers.length = 0;
    aws.answers.push(answer);
    const output = await call(make()).catch((error: unknown) => error as object);
    heard.push({ output: { ...output, $metadata: undefined }, asked: aws.asked.map(plainly) });
  }
  return heard;
}

/** A request without what is new in each. */
const plainly = ({ path, headers, body }: Asked) => {
  const type = headers['content-type'];
  const scope = /Credential=test\/\d+(\S+),/.exec(headers.authorization ?? '')?.[1];
  const said: unknown = type === 'application/json' ? JSON.parse(body.toString()) : body.toString();
  return { path, type, scope, said };
};

describe('a mail', () => {
  const one: SendEmailRequest = {
    FromEmailAddress: `"${words}" <a@b.example>`,
    ReplyToAddresses: ['a@b.example'],
    ConfigurationSetName: 'set',
    Destination: { ToAddresses: ['reader@example.org'] },
    Content: {
      Simple: {
        Subject: { Data: words, Charset: 'UTF-8' },
        Body: { Html: { Data: words }, Text: undefined },
        Headers: [{ Name: 'List-Id', Value: 'x' }],
      },
    },
    EmailTags: [],
  };
  const several: SendBulkEmailRequest = {
    DefaultContent: { Template: { TemplateContent: { Subject: words, Html: '{{link}}' }, TemplateData: '{}' } },
    BulkEmailEntries: [
      {
        Destination: { ToAddresses: ['reader@example.org'] },
        ReplacementEmailContent: { ReplacementTemplate: { ReplacementTemplateData: '{"link":"x"}' } },
      },
    ],
  };

  test('is asked and answered as by the SDK', async () => {
    const [transport, sdk] = await heardBy(mails, [200, { MessageId: 'm' }], (client) => client.sendEmail(one));
    expect(transport).toEqual(sdk);
    expect(transport?.asked).toMatchObject([
      { path: '/v2/email/outbound-emails', scope: '/us-east-1/ses/aws4_request' },
    ]);
  });

  test('to several is, too', async () => {
    const results = {
      BulkEmailEntryResults: [
        { Status: 'FAILED', Error: words },
        { Status: 'SUCCESS', MessageId: 'm' },
      ],
    };
    const [transport, sdk] = await heardBy(mails, [200, results], (client) => client.sendBulkEmail(several));
    expect(transport).toEqual(sdk);
    expect(transport?.output).toMatchObject(results);
  });

  const refusals: [what: string, answer: Answer, name: string, fault: string][] = [
    [
      'the recipient',
      [400, { message: words }, { 'x-amzn-errortype': 'MessageRejected' }],
      'MessageRejected',
      'client',
    ],
    [
      'the pace, named with an address',
      [429, { message: 'Slow down' }, { 'x-amzn-errortype': 'TooManyRequestsException:http://internal.amazon.com/' }],
      'TooManyRequestsException',
      'client',
    ],
    [
      'what no model has',
      [403, { Message: 'no' }, { 'x-amzn-errortype': 'AccessDeniedException' }],
      'AccessDeniedException',
      'client',
    ],
    [
      'a fault of theirs',
      [500, { message: 'oh' }, { 'x-amzn-errortype': 'InternalFailure' }],
      'InternalFailure',
      'server',
    ],
  ];
  for (const who of both(mails))
    test.each(refusals)(
      `that SES refuses is asked for once, and the error is the SDK's, by ${who}: %s`,
      async (_, answer, name, fault) => {
        aws.answers.push(answer);
        const error = await mails[who]!()
          .sendEmail(one)
          .catch((thrown: unknown) => thrown);
        expect(error).toBeInstanceOf(SESv2ServiceException);
        const [, said] = answer as [number, { message?: string; Message?: string }];
        expect(error).toMatchObject({ name, $fault: fault, message: said.message ?? said.Message });
        expect(aws.asked).toHaveLength(1);
      },
    );

  test.each(both(mails))('whose answer is lost is asked for once, as it may be in a mailbox: %s', async (who) => {
    aws.answers.push('cut');
    await expect(mails[who]!().sendEmail(one)).rejects.toThrow();
    expect(aws.asked).toHaveLength(1);
  });
});

describe('a batch for a topic', () => {
  const command = () =>
    new PublishBatchCommand({
      TopicArn: 'arn:aws:sns:us-east-1:0:articles',
      PublishBatchRequestEntries: [
        {
          Id: '1',
          Message: words,
          MessageAttributes: {
            type: { DataType: 'String', StringValue: words },
            topics: { DataType: 'String.Array', StringValue: '[]' },
          },
        },
        { Id: '2', Message: 'b', MessageAttributes: {}, Subject: undefined },
      ],
    });
  const inXml = (result: string) =>
    `<PublishBatchResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishBatchResult>${result}` +
    '</PublishBatchResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></PublishBatchResponse>';
  const taken = (id: string) => `<member><MessageId>m&amp;${id}</MessageId><Id>${id}</Id></member>`;
  const failed =
    '<member><Id>2</Id><Code>InternalError</Code><Message>&lt;oh&gt;</Message><SenderFault>false</SenderFault></member>';

  test.each([
    ['all taken', `<Failed/><Successful>${taken('1')}${taken('2')}</Successful>`],
    ['one refused', `<Failed>${failed}</Failed><Successful>${taken('1')}</Successful>`],
    ['nothing said', ''],
  ])('is asked and answered as by the SDK: %s', async (_, result) => {
    const [transport, sdk] = await heardBy(topics, [200, inXml(result)], (client) => client.send(command()));
    expect(transport).toEqual(sdk);
    expect(transport?.asked).toMatchObject([{ path: '/', scope: '/us-east-1/sns/aws4_request' }]);
  });

  const errorInXml = (code: string) =>
    '<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type>' +
    `<Code>${code}</Code><Message>why &amp; how</Message></Error><RequestId>r</RequestId></ErrorResponse>`;
  for (const who of both(topics)) {
    test.each([
      ['NotFound', NotFoundException, 'NotFoundException'],
      ['SomethingNew', SNSServiceException, 'SomethingNew'],
    ] as const)(`that is refused by %s has the SDK's error, by ${who}`, async (code, Class, name) => {
      aws.answers.push([404, errorInXml(code)]);
      const error = await topics[who]!()
        .send(command())
        .catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(Class);
      expect(error).toMatchObject({ name, $fault: 'client', message: 'why & how' });
      expect(aws.asked).toHaveLength(1);
    });

    test.each<[string, Answer]>([
      ['too much at once', [400, errorInXml('Throttled')]],
      ['a fault of theirs', [500, errorInXml('InternalError')]],
      ['a proxy that answers with nothing', [503, '']],
      ['a proxy that answers with a page', [503, '<html><body><br>Busy</body></html>']],
      ['a connection that is cut', 'cut'],
    ])(`is tried twice more by ${who} where it passes: %s`, async (_, answer) => {
      aws.answers.push(answer, answer, answer);
      await expect(topics[who]!().send(command())).rejects.toThrow();
      expect(aws.asked).toHaveLength(3);
    });
  }
});
