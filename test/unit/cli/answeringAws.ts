import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What AWS answers to one operation. */
export interface Answer {
  readonly status?: number;
  readonly body: string;
}

/** An AWS that answers each operation as a test wants; SDKs find it by the environment. */
export interface AnsweringAws {
  /** By operation, and by stack or parameter where it names one. */
  answers: Record<string, Answer>;
  readonly asked: string[];
  stop(): void;
}

export async function startAnsweringAws(): Promise<AnsweringAws> {
  const aws: Pick<AnsweringAws, 'answers' | 'asked'> = { answers: {}, asked: [] };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .on('end', () => {
        const name = nameOf(Buffer.concat(chunks).toString(), request.headers['x-amz-target'], request.url ?? '');
        aws.asked.push(name);
        const { status = 200, body } = aws.answers[name] ?? unexpected(name);
        response
          .writeHead(status, { 'content-type': body.startsWith('<') ? 'text/xml' : 'application/json' })
          .end(body);
      });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const before = { ...process.env };
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });
  return Object.assign(aws, {
    stop() {
      process.env = before;
      server.close();
      server.closeAllConnections();
    },
  });
}

function nameOf(received: string, target: unknown, path: string): string {
  const form = new URLSearchParams(received);
  const operation = form.get('Action') ?? operationOf(target, path);
  const subject =
    operation === 'GetParameter' ? (JSON.parse(received) as { Name: string }).Name : form.get('StackName');
  return subject === null ? operation : `${operation} ${subject}`;
}

/** The operation that is asked for, where no form names it: by its target, or by its path. */
function operationOf(target: unknown, path: string): string {
  if (typeof target === 'string') return target.split('.').at(-1) ?? '';
  return path.includes('account-settings') ? 'GetAccountSettings' : path.split('/').slice(3).join('/');
}

const unexpected = (name: string): Answer => ({
  status: 400,
  body:
    '<ErrorResponse><Error><Type>Sender</Type><Code>Unexpected</Code><Message>The test has no answer to ' +
    `${name}.</Message></Error></ErrorResponse>`,
});

export const stackXml = (status: string, outputs: Record<string, string> = {}, isProtected = false) => ({
  body: [
    '<DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackName>x</StackName>',
    `<StackStatus>${status}</StackStatus>`,
    `<EnableTerminationProtection>${isProtected}</EnableTerminationProtection><Outputs>`,
    ...Object.entries(outputs).map(
      ([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
    ),
    '</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>',
  ].join(''),
});
export const noStack = (name: string) => ({
  status: 400,
  body:
    `<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code><Message>Stack with id ${name} does ` +
    'not exist</Message></Error></ErrorResponse>',
});
export const json = (value: unknown, status = 200) => ({ status, body: JSON.stringify(value) });
export const subscribed = (arn: string) => ({
  body:
    '<ListSubscriptionsByTopicResponse><ListSubscriptionsByTopicResult><Subscriptions><member><Endpoint>' +
    `ops@caravan.example</Endpoint><SubscriptionArn>${arn}</SubscriptionArn></member></Subscriptions>` +
    '</ListSubscriptionsByTopicResult></ListSubscriptionsByTopicResponse>',
});
export const whose = (account: string) => ({
  body:
    `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::${account}:role/ops</Arn><Account>` +
    `${account}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
});
