import { defineEnv } from '../../platform/runtime/env.ts';

export const weatherEnv = defineEnv('ARTICLES_TABLE', 'USER_AGENT', 'ALLOW_LOOPBACK');
