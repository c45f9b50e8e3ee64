import { edition } from './edition.ts';
import type { Settings } from './schema.ts';

export const staging: Settings = {
  title: 'Caravan (staging)',
  edition,
  whenRemoved: 'destroy',
  protected: false,
  edge: 'cloudfront',
  firewall: false,
  dashboard: false,
  alarms: 'none',
  atOnce: { ingest: 4, deliver: 3 },
  articleRetentionDays: 90,
  backlogHours: 48,
  restlessHours: 3,
  mail: {
    identity: 'ours',
    from: { name: 'Caravan (staging)', address: 'news@staging.caravan.example' },
    replyTo: 'editors@staging.caravan.example',
    postalAddress: 'Caravan, 1 Silk Road, Baku, Azerbaijan',
    perSecond: 1,
    perDay: 200,
  },
  comments: { moderator: 'editors@caravan.example', closeAfterDays: 14 },
  aws: {
    account: '222222222222',
    region: 'us-east-1',
    alarmAddress: 'ops@caravan.example',
    budgetDollarsPerMonth: 50,
  },
  logRetentionDays: 30,
  allowLoopback: false,
};
