import { defineEnv } from '../shared/runtime/env.ts';

export const ingestEnv = defineEnv('SOURCES_TABLE', 'ARTICLES_TABLE', 'RETENTION_DAYS', 'USER_AGENT', 'ALLOW_LOOPBACK');
