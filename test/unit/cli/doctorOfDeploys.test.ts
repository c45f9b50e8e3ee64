import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Patient } from '../../../modules/operations/doctor/check.ts';
import { json, noStack, stackXml } from './answeringAws.ts';
import { AlarmTopicArn, edge, patient, settings, useConsultation } from './consultation.ts';

const doctor = useConsultation();

test('before the first deploy, what only it can tell is for later', async () => {
  Object.assign(doctor.aws.answers, {
    'DescribeStacks Caravan-prod': noStack('Caravan-prod'),
    'identities/caravan.example': json({ message: 'Email identity does not exist' }, 404),
  });
  doctor.aws.answers['identities/caravan.example'] = {
    status: 404,
    body: JSON.stringify({ __type: 'NotFoundException', message: 'Email identity does not exist' }),
  };
  expect((await doctor.wrong()).map(({ what, state }) => `${what} ${state}`)).toEqual([
    'sender later',
    'domain later',
    'stack missing',
    'alarms later',
  ]);
});

describe('a first deploy that failed', () => {
  const failed = (isProtected: boolean, status = 'ROLLBACK_COMPLETE') => {
    Object.assign(doctor.aws.answers, {
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
      expect((await doctor.wrong()).find(({ what }) => what === 'stack')).toMatchObject({
        says: expect.stringMatching(/aws cloudformation describe-stack-events --stack-name Caravan-prod/) as unknown,
        mend: again,
      });
    },
  );

  test('where it was protected, that is switched off first', async () => {
    failed(true);
    expect((await doctor.wrong()).find(({ what }) => what === 'stack')?.mend).toBe(
      `aws cloudformation update-termination-protection --no-enable-termination-protection --stack-name Caravan-prod && ${again}`,
    );
  });

  test('a stack that is being made is waited for, and an update that hangs is told how to go on', async () => {
    doctor.aws.answers['DescribeStacks Caravan-prod'] = stackXml('UPDATE_IN_PROGRESS', {
      EdgeDomain: edge,
      AlarmTopicArn,
    });
    expect(await doctor.wrong()).toMatchObject([{ what: 'stack', state: 'later' }]);
    doctor.aws.answers['DescribeStacks Caravan-prod'] = stackXml('UPDATE_ROLLBACK_FAILED', {
      EdgeDomain: edge,
      AlarmTopicArn,
    });
    expect(await doctor.wrong()).toMatchObject([
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
    expect(await doctor.wrong(open)).toEqual([
      expect.objectContaining({
        what: 'protection',
        state: 'missing',
        mend: 'protected: true in lib/settings/prod.ts, then npx cdk deploy -c stage=prod',
      }),
    ]);
    doctor.aws.answers['DescribeStacks Caravan-prod'] = noStack('Caravan-prod');
    expect((await doctor.wrong(open)).find(({ what }) => what === 'protection')).toMatchObject({ state: 'later' });
  });

  test('is nothing for a stage that is not kept', async () => {
    expect(await doctor.wrong({ ...open, settings: { ...open.settings, whenRemoved: 'destroy' } })).toEqual([]);
  });
});

describe("the sender's domain, before the first deploy", () => {
  const exists: Patient = { ...patient, settings: { ...settings, mail: { ...settings.mail, identity: 'exists' } } };
  beforeEach(() => {
    doctor.aws.answers['DescribeStacks Caravan-prod'] = noStack('Caravan-prod');
  });

  test('that SES knows already would make the deploy fail, and is a setting', async () => {
    expect((await doctor.wrong()).find(({ what }) => what === 'sender')).toEqual({
      what: 'sender',
      state: 'missing',
      says: expect.stringMatching(/knows caravan\.example already/) as unknown,
      mend: "mail.identity: 'exists' in lib/settings/prod.ts",
    });
    expect((await doctor.wrong(exists)).find(({ what }) => what === 'sender')).toBeUndefined();
  });

  test('that SES does not know, and is said to be there, is named too', async () => {
    doctor.aws.answers['identities/caravan.example'] = {
      status: 404,
      body: JSON.stringify({ __type: 'NotFoundException', message: 'Email identity does not exist' }),
    };
    expect((await doctor.wrong(exists)).find(({ what }) => what === 'sender')).toMatchObject({
      state: 'missing',
      mend: expect.stringContaining("mail.identity: 'ours'") as unknown,
    });
  });
});
