import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { examine } from '../../../cli/doctor.ts';
import { prod } from '../../../lib/settings/prod.ts';
import type { Patient } from '../../../modules/operations/doctor/check.ts';
import { json, stackXml, startAnsweringAws, subscribed, whose } from './answeringAws.ts';
import type { AnsweringAws } from './answeringAws.ts';

const certificateArn = 'arn:aws:acm:us-east-1:333333333333:certificate/00000000-0000-0000-0000-000000000000';
const aws = {
  account: '333333333333',
  region: 'us-east-1',
  alarmAddress: 'ops@caravan.example',
  budgetDollarsPerMonth: 500,
  domain: { name: 'news.caravan.example', certificateArn },
} as const;
export const settings = { ...prod, aws, protected: true };
export const patient: Patient = { stage: 'prod', settings, aws };
export const edge = 'd111111abcdef8.cloudfront.net';
/** The topic of alarms, as an output of the stack. */
export const AlarmTopicArn = 'arn:aws:sns:us-east-1:333333333333:alarms';

/** Answers of an account in which nothing is missing. */
const allRight = () => ({
  GetCallerIdentity: whose('333333333333'),
  'DescribeStacks CDKToolkit': stackXml('UPDATE_COMPLETE'),
  'DescribeStacks Caravan-prod': stackXml('UPDATE_COMPLETE', {
    Url: 'https://news.caravan.example',
    EdgeDomain: edge,
    AlarmTopicArn,
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
  ListSubscriptionsByTopic: subscribed(`${AlarmTopicArn}:1`),
});

/** What the doctor asks, which answers that all is right until a test says otherwise. */
export interface Consultation {
  aws: AnsweringAws;
  cnames: Record<string, string>;
  texts: Record<string, string[]>;
  readonly examine: (of?: Patient) => ReturnType<typeof examine>;
  /** What is found that is not right. */
  readonly wrong: (of?: Patient) => ReturnType<typeof examine>;
}

export function useConsultation(): Consultation {
  const names = {
    cnameOf: (name: string) => Promise.resolve(consultation.cnames[name]),
    textsOf: (name: string) => Promise.resolve(consultation.texts[name] ?? []),
  };
  const consultation: Consultation = {
    aws: undefined!,
    cnames: {},
    texts: {},
    examine: (of = patient) => examine(of, names),
    wrong: async (of) => (await consultation.examine(of)).filter(({ state }) => state !== 'right'),
  };
  beforeAll(async () => {
    consultation.aws = await startAnsweringAws();
  });
  beforeEach(() => {
    consultation.aws.answers = allRight();
    consultation.aws.asked.length = 0;
    consultation.cnames = {
      'one._domainkey.caravan.example': 'one.dkim.amazonses.com',
      'two._domainkey.caravan.example': 'two.dkim.amazonses.com',
      'news.caravan.example': edge,
    };
    consultation.texts = { '_dmarc.caravan.example': ['v=DMARC1; p=reject'] };
  });
  afterAll(() => {
    consultation.aws.stop();
  });
  return consultation;
}
