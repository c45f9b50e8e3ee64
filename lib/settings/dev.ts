import { edition } from './edition.ts';
import type { Settings } from './schema.ts';

export const dev: Settings = {
  title: 'Caravan (dev)',
  edition,
  whenRemoved: 'destroy',
  protected: false,
  edge: 'cloudfront',
  firewall: false,
  dashboard: false,
  alarms: 'none',
  atOnce: { ingest: 4, deliver: 3 },
  articleRetentionDays: 30,
  backlogHours: 48,
  restlessHours: 3,
  mail: {
    identity: 'ours',
    from: { name: 'Caravan (dev)', address: 'news@dev.caravan.example' },
    replyTo: 'editors@dev.caravan.example',
    postalAddress: 'Caravan, 1 Silk Road, Baku, Azerbaijan',
    perSecond: 1,
    perDay: 200,
  },
  comments: { moderator: 'editors@caravan.example', closeAfterDays: 14 },
  aws: {
    account: '111111111111',
    region: 'us-east-1',
    alarmAddress: 'ops@caravan.example',
    budgetDollarsPerMonth: 20,
  },
  logRetentionDays: 7,
  allowLoopback: false,
};
