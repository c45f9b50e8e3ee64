import { edition } from './edition.ts';
import type { Settings } from './schema.ts';

export const local: Settings = {
  title: 'The Caspian Times (sample)',
  edition,
  whenRemoved: 'destroy',
  protected: false,
  edge: 'none',
  firewall: false,
  dashboard: true,
  alarms: 'all',
  atOnce: { ingest: 100, deliver: 100 },
  articleRetentionDays: 30,
  backlogHours: 48,
  restlessHours: 3,
  mail: {
    identity: 'ours',
    from: { name: 'The Caspian Times (sample)', address: 'news@caravan.example' },
    replyTo: 'editors@caravan.example',
    postalAddress: 'Caravan, 1 Silk Road, Baku, Azerbaijan',
    perSecond: 500,
    perDay: 1_000_000,
  },
  comments: { moderator: 'editors@caravan.example', closeAfterDays: 14 },
  logRetentionDays: 7,
  allowLoopback: true,
};
