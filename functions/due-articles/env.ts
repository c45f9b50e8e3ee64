import { defineEnv } from '../../platform/runtime/env.ts';

export const dueArticlesEnv = defineEnv('ARTICLES_TABLE', 'RETENTION_DAYS');
