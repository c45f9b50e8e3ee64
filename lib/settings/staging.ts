import type { Settings } from './schema.ts';

export const staging: Settings = {
  title: 'Caravan (staging)',
  contactUrl: 'https://caravan.example/about-our-polls',
  whenRemoved: 'destroy',
  edge: 'cloudfront',
  articleRetentionDays: 90,
  logRetentionDays: 30,
  allowLoopback: false,
};
