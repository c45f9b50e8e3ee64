import { defineEnv } from '../../platform/runtime/env.ts';

export const reconcileEnv = defineEnv(
  'SUBSCRIBERS_TABLE',
  'ARTICLES_TABLE',
  'DELIVERIES_TABLE',
  'DELIVERIES_QUEUE_URL',
  'FANOUT_QUEUE_URL',
  'RETENTION_DAYS',
);
