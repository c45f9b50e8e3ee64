import { defineEnv } from '../shared/runtime/env.ts';

export const releaseEnv = defineEnv('ARTICLES_TABLE', 'RETENTION_DAYS');
