import { defineEnv } from '../../platform/runtime/env.ts';

export const hubEnv = defineEnv(
  'SUBSCRIBERS_TABLE',
  'ARTICLES_TABLE',
  'RETENTION_DAYS',
  'INTENTS_QUEUE_URL',
  'ENDPOINT_KEY_ARN',
  'PUBLIC_URL',
  'PUBLICATION_TITLE',
  'ALLOW_LOOPBACK',
  'EDGE_SECRET',
);
