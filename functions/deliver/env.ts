import { defineEnv } from '../../platform/runtime/env.ts';

export const deliverEnv = defineEnv(
  'SUBSCRIBERS_TABLE',
  'ARTICLES_TABLE',
  'DELIVERIES_TABLE',
  'DELIVERIES_QUEUE_URL',
  'ENDPOINT_KEY_ARN',
  'PUBLIC_URL',
  'RETENTION_DAYS',
  'USER_AGENT',
  'ALLOW_LOOPBACK',
);
