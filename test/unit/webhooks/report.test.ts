import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { expect, jest, test } from '@jest/globals';
import type { Delivered } from '../../../modules/webhooks/deliver/deliverOne.ts';
import { reportDelivery } from '../../../modules/webhooks/deliver/deliver.ts';
import { aDelivery } from '../../helpers/records.ts';

/** What is counted of a delivery for an owner. */
function counted(partnerId: string, delivered: Partial<Delivered>): string[] {
  const [logger, metrics, names] = [
    new Logger({ logLevel: 'SILENT' }),
    new Metrics({ namespace: 'Test' }),
    [] as string[],
  ];
  jest.spyOn(metrics, 'addMetric').mockImplementation((name, _unit, value) => {
    if (value > 0) names.push(name);
    return metrics;
  });
  reportDelivery(
    { partnerId, endpointId: 'wh', articleId: 'a', version: 1 },
    { outcome: { row: aDelivery({ status: 'failed' }), sent: true, ...delivered } },
    { logger, metrics },
  );
  return names;
}

test.each<[string, Partial<Delivered>, partners: string[], programs: string[]]>([
  [
    'late',
    { row: aDelivery({ status: 'delivered' }), tookSeconds: 60 },
    ['DeliveriesMade', 'SecondsToDeliver', 'DeliveredLate'],
    ['DeliveriesMade'],
  ],
  ['given up', {}, ['AttemptsFailed', 'DeliveriesGivenUp'], ['AttemptsFailed']],
  [
    'gone',
    { disabled: 'It is gone.' },
    ['AttemptsFailed', 'DeliveriesGivenUp', 'EndpointsDisabled'],
    ['AttemptsFailed', 'HubSubscribersLost'],
  ],
])(
  'what is %s is held against us for a partner, and for no feed program that subscribed',
  (_, delivered, partners, programs) => {
    expect(counted('caspian-times', delivered)).toEqual(partners);
    expect(counted('websub-0123456789abcdef', delivered)).toEqual(programs);
  },
);
