import type { Settings } from './schema.ts';

export const local: Settings = {
  title: 'Caravan (local)',
  contactUrl: 'https://caravan.example/about-our-polls',
  whenRemoved: 'destroy',
  edge: 'none',
  articleRetentionDays: 30,
  logRetentionDays: 7,
  allowLoopback: true,
};
