import { expect, test } from '@jest/globals';
import { template } from './prodTemplate.ts';

/**
 * What holds data or messages, by its logical id. CloudFormation makes a resource of another id anew and leaves, or
 * deletes, the old one with all that is in it: an id stays from release to release. A new resource is added here; none
 * is renamed.
 */
const kept = {
  'AWS::DynamoDB::Table': [
    'StoreArticles05F43C7C',
    'StoreDeliveriesCB0C3543',
    'StoreSources0CA8373D',
    'StoreSubscribers83D57BCD',
  ],
  'AWS::SQS::Queue': [
    'CommentingComments5442D7E4',
    'CommentingCommentsDeadLetters42B2C384',
    'DeliveringDeliveries618223D5',
    'DeliveringDeliveriesDeadLetters36598A81',
    'DeliveringFanoutDeadLetters9E0C02B9',
    'DeliveringFanoutQueueF9AEECAD',
    'DeliveringRetryRunDeadLetters52DDB313',
    'DigestingDigests316B9745',
    'DigestingDigestsDeadLettersFC474E0F',
    'DigestingDueDigestsRunDeadLettersD6B20283',
    'HubIntentsDeadLettersD14511B7',
    'HubIntentsE1186C00',
    'MailingEventsDeadLetters5D9010E7',
    'MailingEventsQueueEB962D3A',
    'PartnerNoticesTellRunDeadLetters4ACF046B',
    'PollingLeases40695688',
    'PollingLeasesDeadLettersD83CE387',
    'PollingPollsBFCD0DA8',
    'PollingPollsDeadLettersA45BA677',
    'PollingScheduleRunDeadLetters12FD708D',
    'PublishingPublishDeadLetters5E77BFCC',
    'PublishingReleaseRunDeadLetters1A98B5AD',
    'ReconcilingReconcileRunDeadLetters0E71BFF7',
    'SigningUpConfirmations08499752',
    'SigningUpConfirmationsDeadLettersD03A311D',
    'WeatherWeatherRunDeadLetters561A5301',
  ],
  'AWS::SNS::Topic': ['AlertingAlarmsE9ABCE11', 'MailingEventsCB6555DC', 'PublishingArticleEvents6CCDEDE3'],
  'AWS::SecretsManager::Secret': ['ServingEdgeSecret82162D0F'],
  'AWS::SES::EmailIdentity': ['MailingIdentity5C75B5D0'],
  'AWS::SES::ConfigurationSet': ['MailingConfigurationSetC440A428'],
  'AWS::ApiGatewayV2::Api': ['ServingApi486100ED'],
  'AWS::CloudFront::Distribution': ['ServingEdgeDistribution60679325'],
};

test.each(Object.entries(kept))('%s: every id of the last release is still there', (type, ids) => {
  const now = Object.keys(template.findResources(type));
  const gone = ids.filter((id) => !now.includes(id));
  const unknown = now.filter((id) => !ids.includes(id));
  const words = [
    ...gone.map(
      (id) =>
        `${id} is gone: a deploy would begin an empty one, and what is in it would be lost to the system. Give ` +
        'its construct its old name and place.',
    ),
    ...unknown.map((id) => `${id} is new: add it to the list.`),
  ];
  expect(words).toEqual([]);
});
