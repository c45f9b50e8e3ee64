import { settingsOf } from '../../lib/settings/ofStage.ts';
import { prod } from '../../lib/settings/prod.ts';
import { synthesise } from './synthesise.ts';

test.each(['local', 'dev', 'staging', 'prod'])('the settings of %s are right', (stage) => {
  expect(settingsOf(stage).title).toMatch(stage === 'local' ? /^The Caspian Times \(sample\)$/ : /^Caravan/);
});

test('an unknown stage is an error that names the stages', () => {
  expect(() => settingsOf('porduction')).toThrow(
    /Unknown stage "porduction": choose one of local, dev, staging, prod, with -c stage=… or --stage/,
  );
  expect(() => settingsOf(undefined)).toThrow(/Unknown stage null/);
});

test('a misspelt setting and a missing one are both named, with the file to mend', () => {
  const { articleRetentionDays, ...rest } = prod;
  const misspelt = { ...rest, articleRetentionDay: articleRetentionDays };
  expect(() => settingsOf('prod', { prod: misspelt })).toThrow(/lib\/settings\/prod\.ts is wrong/);
  expect(() => settingsOf('prod', { prod: misspelt })).toThrow(/articleRetentionDay"/);
  expect(() => settingsOf('prod', { prod: misspelt })).toThrow(/at articleRetentionDays/);
});

test('only the local stage may reach the loopback', () => {
  expect(() => settingsOf('prod', { prod: { ...prod, allowLoopback: true } })).toThrow(/for the stage local alone/);
});

describe('where a stage stands', () => {
  const aws = prod.aws!;
  const domain = {
    name: 'news.caravan.example',
    certificateArn: 'arn:aws:acm:us-east-1:333333333333:certificate/00000000-0000-0000-0000-000000000000',
  };
  const told = (value: unknown) => () => settingsOf('prod', { prod: { ...prod, aws: value } });

  test('every stage but local says it', () => {
    expect(told(undefined)).toThrow(/lib\/settings\/prod\.ts is wrong: aws says in which account the stage stands/);
    expect(settingsOf('local').aws).toBeUndefined();
  });

  test.each<[string, unknown, RegExp]>([
    ['an account of 11 digits', { ...aws, account: '12345678901' }, /An AWS account has 12 digits/],
    ['another region', { ...aws, region: 'eu-central-1' }, /expected "us-east-1"/],
    ['a domain without a certificate', { ...aws, domain: { name: domain.name } }, /at aws\.domain\.certificateArn/],
    [
      'a certificate of another region',
      { ...aws, domain: { ...domain, certificateArn: domain.certificateArn.replace('us-east-1', 'eu-west-1') } },
      /ACM certificate in us-east-1/,
    ],
    ['an address that is none', { ...aws, alarmAddress: 'ops' }, /at aws\.alarmAddress/],
    ['sources in no OPML', { ...aws, sources: 'sources.csv' }, /at aws\.sources/],
  ])('%s is refused', (_, value, words) => {
    expect(told(value)).toThrow(words);
  });

  test('with a domain of its own, CloudFront answers to it, and links lead there', () => {
    const template = synthesise('prod', { ...prod, aws: { ...aws, domain } });
    template.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        Aliases: [domain.name],
        ViewerCertificate: { AcmCertificateArn: domain.certificateArn, MinimumProtocolVersion: 'TLSv1.2_2021' },
      },
    });
    template.hasOutput('Url', { Value: 'https://news.caravan.example' });
  });
});
