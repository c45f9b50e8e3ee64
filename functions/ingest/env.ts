import { defineEnv } from '../../platform/runtime/env.ts';

export const ingestEnv = defineEnv(
  'SOURCES_TABLE',
  'ARTICLES_TABLE',
  'LEASES_QUEUE_URL',
  'RETENTION_DAYS',
  'BACKLOG_HOURS',
  'RESTLESS_HOURS',
  'USER_AGENT',
  'ALLOW_LOOPBACK',
);
