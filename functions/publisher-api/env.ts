import { defineEnv } from '../../platform/runtime/env.ts';

export const publisherApiEnv = defineEnv(
  'SOURCES_TABLE',
  'ARTICLES_TABLE',
  'RETENTION_DAYS',
  'BACKLOG_HOURS',
  'PUBLIC_URL',
  'EDGE_SECRET',
);
