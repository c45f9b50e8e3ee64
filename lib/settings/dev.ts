import type { Settings } from './schema.ts';

export const dev: Settings = {
  title: 'Caravan (dev)',
  contactUrl: 'https://caravan.example/about-our-polls',
  whenRemoved: 'destroy',
  edge: 'cloudfront',
  articleRetentionDays: 30,
  logRetentionDays: 7,
  allowLoopback: false,
};
