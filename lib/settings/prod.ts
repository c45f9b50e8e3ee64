import { edition } from './edition.ts';
import type { Settings } from './schema.ts';

export const prod: Settings = {
  title: 'Caravan',
  edition,
  whenRemoved: 'keep',
  protected: false, // until the first deploy has succeeded
  edge: 'cloudfront',
  firewall: true,
  dashboard: false,
  alarms: 'few',
  atOnce: { ingest: 50, deliver: 50 },
  articleRetentionDays: 365,
  backlogHours: 48,
  restlessHours: 3,
  mail: {
    identity: 'ours',
    from: { name: 'Caravan', address: 'news@caravan.example' },
    replyTo: 'editors@caravan.example',
    postalAddress: 'Caravan, 1 Silk Road, Baku, Azerbaijan',
    perSecond: 14,
    perDay: 50_000,
  },
  comments: { moderator: 'editors@caravan.example', closeAfterDays: 14 },
  aws: {
    account: '333333333333',
    region: 'us-east-1',
    alarmAddress: 'ops@caravan.example',
    budgetDollarsPerMonth: 500,
  },
  logRetentionDays: 90,
  allowLoopback: false,
};
