import { defineEnv } from '../shared/runtime/env.ts';

export const ingestEnv = defineEnv('SOURCES_TABLE', 'ARTICLES_TABLE', 'LEASES_QUEUE_URL', 'RETENTION_DAYS', 'USER_AGENT', 'ALLOW_LOOPBACK');
