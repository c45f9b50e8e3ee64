import type { Settings } from './schema.ts';

export const prod: Settings = {
  title: 'Caravan',
  whenRemoved: 'keep',
  edge: 'cloudfront',
  articleRetentionDays: 365,
  backlogHours: 48,
  mail: {
    from: { name: 'Caravan', address: 'news@caravan.example' },
    replyTo: 'editors@caravan.example',
    postalAddress: 'Caravan, 1 Silk Road, Baku, Azerbaijan',
    perSecond: 14,
    perDay: 50_000,
  },
  aws: {
    account: '333333333333',
    region: 'us-east-1',
    alarmAddress: 'ops@caravan.example',
    budgetDollarsPerMonth: 500,
  },
  logRetentionDays: 90,
  allowLoopback: false,
};
