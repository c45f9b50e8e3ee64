import { describe, expect, test } from '@jest/globals';
import { patientOf } from '../../../modules/operations/doctor/patient.ts';
import { json, noStack, stackXml, subscribed, whose } from './answeringAws.ts';
import type { Answer } from './answeringAws.ts';
import { AlarmTopicArn, edge, useConsultation } from './consultation.ts';

const doctor = useConsultation();

test('a stage that is as it should be', async () => {
  expect(await doctor.wrong()).toEqual([]);
});

test('credentials of another account are asked nothing else', async () => {
  doctor.aws.answers['GetCallerIdentity'] = whose('999999999999');
  expect(await doctor.examine()).toEqual([
    expect.objectContaining({
      what: 'credentials',
      state: 'missing',
      says: 'are of account 999999999999, and prod stands in 333333333333.',
    }),
  ]);
  expect(doctor.aws.asked).toEqual(['GetCallerIdentity']);
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
          AlarmTopicArn,
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
    Object.assign(doctor.aws.answers, other);
    expect(await doctor.wrong()).toEqual([
      {
        what,
        state: 'missing',
        says: expect.stringMatching(says) as unknown,
        mend: expect.stringMatching(mend) as unknown,
      },
    ]);
  });

  test('DNS records', async () => {
    doctor.cnames = {};
    doctor.texts = {};
    expect((await doctor.wrong()).map(({ mend }) => mend)).toEqual([
      'DNS: one._domainkey.caravan.example CNAME one.dkim.amazonses.com',
      'DNS: two._domainkey.caravan.example CNAME two.dkim.amazonses.com',
      'DNS: _dmarc.caravan.example TXT "v=DMARC1; p=none; rua=mailto:postmaster@caravan.example"',
      `DNS: news.caravan.example CNAME ${edge}`,
    ]);
  });
});

test('what AWS does not let the operator read is an error, and no finding', async () => {
  doctor.aws.answers['account'] = json({ __type: 'AccessDeniedException', message: 'ops may not ses:GetAccount' }, 403);
  await expect(doctor.examine()).rejects.toThrow(/ops may not ses:GetAccount\nThe operator's role needs to read/);
});

test.each([
  [undefined, /Which stage\?/],
  ['local', /stands in no AWS account/],
  ['porduction', /Unknown stage "porduction"/],
])('stage %s cannot be examined', (stage, words) => {
  expect(() => patientOf(stage)).toThrow(words);
});
