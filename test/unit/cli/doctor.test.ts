import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { examine } from '../../../cli/doctor.ts';
import type { Patient } from '../../../modules/operations/doctor/check.ts';
import { patientOf } from '../../../modules/operations/doctor/patient.ts';
import { prod } from '../../../lib/settings/prod.ts';

/** An AWS that answers each operation as a test wants; SDKs find it by the environment. */
type Answer = { status?: number; body: string };
let answers: Record<string, Answer>;
const asked: string[] = [];
/** The operation that is asked for, where no form names it: by its target, or by its path. */
function operationOf(target: unknown, path: string): string {
  if (typeof target === 'string') return target.split('.').at(-1) ?? '';
  return path.includes('account-settings') ? 'GetAccountSettings' : path.split('/').slice(3).join('/');
}
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request
    .on('data', (chunk: Buffer) => chunks.push(chunk))
    .on('end', () => {
      const form = new URLSearchParams(Buffer.concat(chunks).toString());
      const received = Buffer.concat(chunks).toString();
      const stack = form.get('StackName');
      const target = request.headers['x-amz-target'];
      const operation = form.get('Action') ?? operationOf(target, request.url ?? '');
      const subject = operation === 'GetParameter' ? (JSON.parse(received) as { Name: string }).Name : stack;
      const name = subject === null ? operation : `${operation} ${subject}`;
      asked.push(name);
      const { status = 200, body } = answers[name] ?? {
        status: 400,
        body:
          '<ErrorResponse><Error><Type>Sender</Type><Code>Unexpected</Code><Message>The test has no answer to ' +
          `${name}.</Message></Error></ErrorResponse>`,
      };
      response.writeHead(status, { 'content-type': body.startsWith('<') ? 'text/xml' : 'application/json' }).end(body);
    });
});
const before = { ...process.env };
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });
});
afterAll(() => {
  process.env = before;
  server.close();
  server.closeAllConnections();
});

const certificateArn = 'arn:aws:acm:us-east-1:333333333333:certificate/00000000-0000-0000-0000-000000000000';
const aws = {
  account: '333333333333',
  region: 'us-east-1',
  alarmAddress: 'ops@caravan.example',
  budgetDollarsPerMonth: 500,
  domain: { name: 'news.caravan.example', certificateArn },
} as const;
const settings = { ...prod, aws, protected: true };
const patient: Patient = { stage: 'prod', settings, aws };
const stackXml = (status: string, outputs: Record<string, string> = {}, isProtected = false) => ({
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
const noStack = (name: string) => ({
  status: 400,
  body:
    `<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code><Message>Stack with id ${name} does ` +
    'not exist</Message></Error></ErrorResponse>',
});
const json = (value: unknown, status = 200) => ({ status, body: JSON.stringify(value) });
const subscribed = (arn: string) => ({
  body:
    '<ListSubscriptionsByTopicResponse><ListSubscriptionsByTopicResult><Subscriptions><member><Endpoint>' +
    `ops@caravan.example</Endpoint><SubscriptionArn>${arn}</SubscriptionArn></member></Subscriptions>` +
    '</ListSubscriptionsByTopicResult></ListSubscriptionsByTopicResponse>',
});
const whose = (account: string) => ({
  body:
    `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::${account}:role/ops</Arn><Account>` +
    `${account}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
});

const edge = 'd111111abcdef8.cloudfront.net';
let cnames: Record<string, string>;
let texts: Record<string, string[]>;
const names = {
  cnameOf: (name: string) => Promise.resolve(cnames[name]),
  textsOf: (name: string) => Promise.resolve(texts[name] ?? []),
};
const all = () => ({
  GetCallerIdentity: whose('333333333333'),
  'DescribeStacks CDKToolkit': stackXml('UPDATE_COMPLETE'),
  'DescribeStacks Caravan-prod': stackXml('UPDATE_COMPLETE', {
    Url: 'https://news.caravan.example',
    EdgeDomain: edge,
    AlarmTopicArn: 'arn:aws:sns:us-east-1:333333333333:alarms',
  }),
  ...Object.fromEntries(
    ['endpoint-key', 'reader-key', 'push-key'].map((key) => [
      `GetParameter /caravan/prod/${key}`,
      json({ Parameter: { Name: key } }),
    ]),
  ),
  GetAccountSettings: json({ AccountLimit: { ConcurrentExecutions: 1_000 } }),
  account: json({
    ProductionAccessEnabled: true,
    SendingEnabled: true,
    SendQuota: { MaxSendRate: 14, Max24HourSend: 50_000 },
  }),
  'identities/caravan.example': json({ VerifiedForSendingStatus: true, DkimAttributes: { Tokens: ['one', 'two'] } }),
  DescribeCertificate: json({ Certificate: { Status: 'ISSUED', SubjectAlternativeNames: ['*.caravan.example'] } }),
  ListSubscriptionsByTopic: subscribed('arn:aws:sns:us-east-1:333333333333:alarms:1'),
});
beforeEach(() => {
  answers = all();
  asked.length = 0;
  cnames = {
    'one._domainkey.caravan.example': 'one.dkim.amazonses.com',
    'two._domainkey.caravan.example': 'two.dkim.amazonses.com',
    'news.caravan.example': edge,
  };
  texts = { '_dmarc.caravan.example': ['v=DMARC1; p=reject'] };
});

const wrong = async (of = patient) => (await examine(of, names)).filter(({ state }) => state !== 'right');

test('a stage that is as it should be', async () => {
  expect(await wrong()).toEqual([]);
});

test('credentials of another account are asked nothing else', async () => {
  answers['GetCallerIdentity'] = whose('999999999999');
  expect(await examine(patient, names)).toEqual([
    expect.objectContaining({
      what: 'credentials',
      state: 'missing',
      says: 'are of account 999999999999, and prod stands in 333333333333.',
    }),
  ]);
  expect(asked).toEqual(['GetCallerIdentity']);
});

describe('each thing that is missing is named, with what mends it', () => {
  test.each<[string, Record<string, Answer>, string, RegExp, RegExp]>([
    [
      'keys that were not made',
      { 'GetParameter /caravan/prod/reader-key': json({ __type: 'ParameterNotFound' }, 400) },
      'keys',
      /SSM lacks \/caravan\/prod\/reader-key\./,
      /^npx caravan keys --stage prod$/,
    ],
    [
      'a new account with few workers',
      { GetAccountSettings: json({ AccountLimit: { ConcurrentExecutions: 10 } }) },
      'concurrency',
      /runs 10 functions at once.*too few are left for readers/,
      /Concurrent executions.*lower atOnce in lib\/settings\/prod\.ts/,
    ],
    [
      'no bootstrap',
      { 'DescribeStacks CDKToolkit': noStack('CDKToolkit') },
      'bootstrap',
      /not been made ready/,
      /^npx cdk bootstrap aws:\/\/333333333333\/us-east-1$/,
    ],
    [
      'a bootstrap that failed',
      { 'DescribeStacks CDKToolkit': stackXml('ROLLBACK_COMPLETE') },
      'bootstrap',
      /ROLLBACK_COMPLETE/,
      /cdk bootstrap/,
    ],
    [
      'the sandbox',
      {
        account: json({
          ProductionAccessEnabled: false,
          SendingEnabled: true,
          SendQuota: { MaxSendRate: 14, Max24HourSend: 50_000 },
        }),
      },
      'SES',
      /sandbox/,
      /Request production access/,
    ],
    [
      'an account that SES stopped',
      {
        account: json({
          ProductionAccessEnabled: true,
          SendingEnabled: false,
          SendQuota: { MaxSendRate: 14, Max24HourSend: 50_000 },
        }),
      },
      'SES sending',
      /stopped/,
      /Support Center/,
    ],
    [
      'a quota that is too small',
      {
        account: json({
          ProductionAccessEnabled: true,
          SendingEnabled: true,
          SendQuota: { MaxSendRate: 14, Max24HourSend: 200 },
        }),
      },
      'SES quota',
      /200 a day; lib\/settings\/prod\.ts wants 14 and 50000/,
      /lower mail\.perSecond/,
    ],
    [
      'a sender that is not verified',
      { 'identities/caravan.example': json({ VerifiedForSendingStatus: false, DkimAttributes: { Tokens: ['one'] } }) },
      'sender',
      /does not yet send/,
      /DKIM records/,
    ],
    [
      'a certificate that waits for its record',
      {
        DescribeCertificate: json({
          Certificate: {
            Status: 'PENDING_VALIDATION',
            SubjectAlternativeNames: ['news.caravan.example'],
            DomainValidationOptions: [
              {
                DomainName: 'news.caravan.example',
                ResourceRecord: { Name: '_x.news.caravan.example.', Type: 'CNAME', Value: '_y.acm-validations.aws.' },
              },
            ],
          },
        }),
      },
      'certificate',
      /PENDING_VALIDATION/,
      /^DNS: _x\.news\.caravan\.example\. CNAME _y\.acm-validations\.aws\.$/,
    ],
    [
      'a certificate of another domain',
      {
        DescribeCertificate: json({
          Certificate: { Status: 'ISSUED', SubjectAlternativeNames: ['*.other.example', 'caravan.example'] },
        }),
      },
      'certificate',
      /not for news\.caravan\.example/,
      /aws acm request-certificate/,
    ],
    [
      'no certificate',
      { DescribeCertificate: json({ __type: 'ResourceNotFoundException', message: 'Could not find it' }, 400) },
      'certificate',
      /has no arn:aws:acm/,
      /aws\.domain\.certificateArn in lib\/settings\/prod\.ts/,
    ],
    [
      'a stack that failed',
      {
        'DescribeStacks Caravan-prod': stackXml('UPDATE_ROLLBACK_COMPLETE', {
          EdgeDomain: edge,
          AlarmTopicArn: 'arn:aws:sns:us-east-1:333333333333:alarms',
        }),
      },
      'stack',
      /UPDATE_ROLLBACK_COMPLETE/,
      /npx cdk deploy -c stage=prod/,
    ],
    [
      'alarms that nobody confirmed',
      { ListSubscriptionsByTopic: subscribed('PendingConfirmation') },
      'alarms',
      /nobody is told/,
      /Press the link/,
    ],
  ])('%s', async (_, other, what, says, mend) => {
    Object.assign(answers, other);
    expect(await wrong()).toEqual([
      {
        what,
        state: 'missing',
        says: expect.stringMatching(says) as unknown,
        mend: expect.stringMatching(mend) as unknown,
      },
    ]);
  });

  test('DNS records', async () => {
    cnames = {};
    texts = {};
    expect((await wrong()).map(({ mend }) => mend)).toEqual([
      'DNS: one._domainkey.caravan.example CNAME one.dkim.amazonses.com',
      'DNS: two._domainkey.caravan.example CNAME two.dkim.amazonses.com',
      'DNS: _dmarc.caravan.example TXT "v=DMARC1; p=none; rua=mailto:postmaster@caravan.example"',
      `DNS: news.caravan.example CNAME ${edge}`,
    ]);
  });
});

test('before the first deploy, what only it can tell is for later', async () => {
  Object.assign(answers, {
    'DescribeStacks Caravan-prod': noStack('Caravan-prod'),
    'identities/caravan.example': json({ message: 'Email identity does not exist' }, 404),
  });
  answers['identities/caravan.example'] = {
    status: 404,
    body: JSON.stringify({ __type: 'NotFoundException', message: 'Email identity does not exist' }),
  };
  expect((await wrong()).map(({ what, state }) => `${what} ${state}`)).toEqual([
    'sender later',
    'domain later',
    'stack missing',
    'alarms later',
  ]);
});

describe('a first deploy that failed', () => {
  const failed = (isProtected: boolean, status = 'ROLLBACK_COMPLETE') => {
    Object.assign(answers, {
      'DescribeStacks Caravan-prod': stackXml(status, {}, isProtected),
      'identities/caravan.example': {
        status: 404,
        body: JSON.stringify({ __type: 'NotFoundException', message: 'Email identity does not exist' }),
      },
    });
  };
  const again =
    'aws cloudformation delete-stack --stack-name Caravan-prod && aws cloudformation wait stack-delete-complete ' +
    '--stack-name Caravan-prod && npx cdk deploy -c stage=prod';

  test.each(['ROLLBACK_COMPLETE', 'ROLLBACK_FAILED', 'CREATE_FAILED', 'DELETE_FAILED'])(
    '%s is cleared away and tried again, by commands that are named; why it failed is asked for',
    async (status) => {
      failed(false, status);
      expect((await wrong()).find(({ what }) => what === 'stack')).toMatchObject({
        says: expect.stringMatching(/aws cloudformation describe-stack-events --stack-name Caravan-prod/) as unknown,
        mend: again,
      });
    },
  );

  test('where it was protected, that is switched off first', async () => {
    failed(true);
    expect((await wrong()).find(({ what }) => what === 'stack')?.mend).toBe(
      `aws cloudformation update-termination-protection --no-enable-termination-protection --stack-name Caravan-prod && ${again}`,
    );
  });

  test('a stack that is being made is waited for, and an update that hangs is told how to go on', async () => {
    answers['DescribeStacks Caravan-prod'] = stackXml('UPDATE_IN_PROGRESS', {
      EdgeDomain: edge,
      AlarmTopicArn: 'arn:aws:sns:us-east-1:333333333333:alarms',
    });
    expect(await wrong()).toMatchObject([{ what: 'stack', state: 'later' }]);
    answers['DescribeStacks Caravan-prod'] = stackXml('UPDATE_ROLLBACK_FAILED', {
      EdgeDomain: edge,
      AlarmTopicArn: 'arn:aws:sns:us-east-1:333333333333:alarms',
    });
    expect(await wrong()).toMatchObject([
      {
        what: 'stack',
        state: 'missing',
        mend: expect.stringContaining(
          'aws cloudformation continue-update-rollback --stack-name Caravan-prod',
        ) as unknown,
      },
    ]);
  });
});

describe('protection', () => {
  const open: Patient = { ...patient, settings: { ...settings, protected: false } };

  test('is for after the first deploy, and then missed until it is there', async () => {
    expect(await wrong(open)).toEqual([
      expect.objectContaining({
        what: 'protection',
        state: 'missing',
        mend: 'protected: true in lib/settings/prod.ts, then npx cdk deploy -c stage=prod',
      }),
    ]);
    answers['DescribeStacks Caravan-prod'] = noStack('Caravan-prod');
    expect((await wrong(open)).find(({ what }) => what === 'protection')).toMatchObject({ state: 'later' });
  });

  test('is nothing for a stage that is not kept', async () => {
    expect(await wrong({ ...open, settings: { ...open.settings, whenRemoved: 'destroy' } })).toEqual([]);
  });
});

describe("the sender's domain, before the first deploy", () => {
  const exists: Patient = { ...patient, settings: { ...settings, mail: { ...settings.mail, identity: 'exists' } } };
  beforeEach(() => {
    answers['DescribeStacks Caravan-prod'] = noStack('Caravan-prod');
  });

  test('that SES knows already would make the deploy fail, and is a setting', async () => {
    expect((await wrong()).find(({ what }) => what === 'sender')).toEqual({
      what: 'sender',
      state: 'missing',
      says: expect.stringMatching(/knows caravan\.example already/) as unknown,
      mend: "mail.identity: 'exists' in lib/settings/prod.ts",
    });
    expect((await wrong(exists)).find(({ what }) => what === 'sender')).toBeUndefined();
  });

  test('that SES does not know, and is said to be there, is named too', async () => {
    answers['identities/caravan.example'] = {
      status: 404,
      body: JSON.stringify({ __type: 'NotFoundException', message: 'Email identity does not exist' }),
    };
    expect((await wrong(exists)).find(({ what }) => what === 'sender')).toMatchObject({
      state: 'missing',
      mend: expect.stringContaining("mail.identity: 'ours'") as unknown,
    });
  });
});

test('what AWS does not let the operator read is an error, and no finding', async () => {
  answers['account'] = json({ __type: 'AccessDeniedException', message: 'ops may not ses:GetAccount' }, 403);
  await expect(examine(patient, names)).rejects.toThrow(
    /ops may not ses:GetAccount\nThe operator's role needs to read/,
  );
});

test.each([
  [undefined, /Which stage\?/],
  ['local', /stands in no AWS account/],
  ['porduction', /Unknown stage "porduction"/],
])('stage %s cannot be examined', (stage, words) => {
  expect(() => patientOf(stage)).toThrow(words);
});
