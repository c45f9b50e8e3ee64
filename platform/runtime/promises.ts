/**
 * What readers are promised, as functions measure it, and as dashboard and alarms show it. Seconds are the metric's
 * unit.
 */
export const promises = {
  publish: {
    name: 'Articles',
    service: 'publish',
    withinSeconds: 60,
    seconds: 'SecondsToPublish',
    inTime: 'PublishedInTime',
    late: 'PublishedLate',
  },
  deliver: {
    name: 'Deliveries',
    service: 'deliver',
    withinSeconds: 30,
    seconds: 'SecondsToDeliver',
    inTime: 'DeliveredInTime',
    late: 'DeliveredLate',
  },
  digest: {
    name: 'Digests',
    service: 'digest',
    withinSeconds: 600,
    seconds: 'SecondsToDigest',
    inTime: 'DigestsInTime',
    late: 'DigestsLate',
  },
} as const;
export type Promised = (typeof promises)[keyof typeof promises];

/** Which share of them keeps each promise; the rest is the error budget. */
export const promisedShare = 0.999;
