import type { Settings } from './schema.ts';

export const prod: Settings = {
  title: 'Caravan',
  contactUrl: 'https://caravan.example/about-our-polls',
  whenRemoved: 'keep',
  edge: 'cloudfront',
  articleRetentionDays: 365,
  logRetentionDays: 90,
  allowLoopback: false,
};
