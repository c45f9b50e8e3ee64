import { Metrics } from '@aws-lambda-powertools/metrics';
import { expect, jest, test } from '@jest/globals';
import { promises } from '../../../platform/runtime/promises.ts';
import { measurePromise } from '../../../platform/runtime/measurePromise.ts';

test.each([
  [10, { PublishedInTime: 1, PublishedLate: 0 }],
  [100, { PublishedInTime: 0, PublishedLate: 1 }],
])(
  '%s seconds are counted as in time and as late, one of them 0, so that neither metric is ever without data',
  (took, counts) => {
    const metrics = new Metrics({ namespace: 'Test' });
    const add = jest.spyOn(metrics, 'addMetric').mockReturnValue(metrics);
    measurePromise(metrics, promises.publish, took);
    expect(
      Object.fromEntries(add.mock.calls.filter(([, unit]) => unit === 'Count').map(([name, , value]) => [name, value])),
    ).toEqual(counts);
  },
);
